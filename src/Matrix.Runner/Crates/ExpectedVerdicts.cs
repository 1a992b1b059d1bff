using Matrix.Results;

namespace Matrix.Runner.Crates;

/// <summary>What a list expects, compared with the verdict.</summary>
internal static class ExpectedVerdicts
{
    /// <summary>By the first entry that holds in these circumstances; null where none does.</summary>
    public static Expectation? Judge(CrateEntry crate, VerdictKind verdict, IReadOnlyList<Cause> causes, Circumstances now) =>
        crate.Expectations.FirstOrDefault(entry => now.Meet(entry.When)) is { } entry
            ? new Expectation(
                State(entry, verdict, causes, now), entry.Verdict, entry.Class, entry.Subclass, entry.Issue, entry.Reason, entry.Until)
            : null;

    public static ExpectationState State(ExpectEntry entry, VerdictKind verdict, IReadOnlyList<Cause> causes, Circumstances now)
    {
        if (now.AreAfter(entry.Until))
            return ExpectationState.Expired;

        return CameSo(entry, verdict, causes) ? ExpectationState.Met : ExpectationState.Unmet;
    }

    private static bool CameSo(ExpectEntry entry, VerdictKind verdict, IReadOnlyList<Cause> causes) =>
        verdict == entry.Verdict && (NamesNoCause(entry) || causes.Any(cause => Expected(entry, cause)));

    /// <summary>What was expected, held against a verdict that has changed since.</summary>
    public static Expectation? Again(Expectation? expected, VerdictKind verdict, IReadOnlyList<Cause> causes)
    {
        if (expected is null or { State: ExpectationState.Expired })
            return expected;

        var entry = new ExpectEntry(expected.Verdict, expected.Class, expected.Subclass, expected.Issue, expected.Reason, Condition.Always, Until: null);
        return expected with { State = CameSo(entry, verdict, causes) ? ExpectationState.Met : ExpectationState.Unmet };
    }

    private static bool NamesNoCause(ExpectEntry entry) => entry is { Class: null, Subclass: null };

    private static bool Expected(ExpectEntry entry, Cause cause) =>
        (entry.Class is null || entry.Class == cause.Class) && (entry.Subclass is null || entry.Subclass == cause.Subclass);
}

/// <summary>Where, with what and when a sweep runs: what decides whether an entry's <c>skip</c> and <c>expect</c> hold.</summary>
/// <param name="Toolchain">Its commit date, where rustc says.</param>
internal sealed record Circumstances(PlatformRecord Platform, DateOnly? Toolchain, DateOnly Today)
{
    /// <summary>As they were when a sweep ended, or began where it did not end.</summary>
    public static Circumstances Of(RunManifest run) => new(
        run.Platform,
        DateOnly.TryParseExact(run.Toolchain.CommitDate, "yyyy-MM-dd", out var date) ? date : null,
        DateOnly.FromDateTime((run.End ?? run.Start).UtcDateTime));

    public bool Meet(Condition condition) => condition.Holds(Platform, Toolchain);

    /// <summary>The day itself still counts.</summary>
    public bool AreAfter(DateOnly? until) => until < Today;
}
