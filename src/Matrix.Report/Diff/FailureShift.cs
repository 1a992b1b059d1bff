using Matrix.Report.History;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Diff;

/// <summary>What a crate fails for now and did not before, and the other way round.</summary>
/// <param name="NewTests">Empty where a side only knows how many tests fail.</param>
/// <param name="MoreTests">How many tests fail that did not: at least, where a side only knows how many.</param>
internal sealed record FailureShift(
    IReadOnlyList<CauseKey> NewCauses, IReadOnlyList<CauseKey> GoneCauses, IReadOnlyList<TestId> NewTests, IReadOnlyList<TestId> GoneTests, int MoreTests, int FewerTests)
{
    public static FailureShift Of(Finding before, Finding now)
    {
        var (newTests, goneTests) = (NotIn(now.Tests, before.Tests), NotIn(before.Tests, now.Tests));
        var more = now.TestCount - before.TestCount;
        return new FailureShift(
            [.. now.Causes.Keys.Where(cause => !before.Causes.ContainsKey(cause))],
            [.. before.Causes.Keys.Where(cause => !now.Causes.ContainsKey(cause))],
            newTests ?? [],
            goneTests ?? [],
            newTests?.Count ?? Math.Max(0, more),
            goneTests?.Count ?? Math.Max(0, -more));
    }

    // A test that was flaky and fails for good was never seen to work; one that is flaky now is not seen to fail.
    private static IReadOnlyList<TestId>? NotIn(FailingTests? tests, FailingTests? others) => tests is null || others is null
        ? null
        : [.. tests.Steady.Where(test => !others.Steady.Contains(test) && !others.Flaky.Contains(test)).OrderBy(test => test.ToString(), StringComparer.Ordinal)];
}

/// <param name="Steady">They fail with Cranelift alone, whenever they run.</param>
/// <param name="Flaky">Their runs disagree: what they do now and then is nobody's change.</param>
internal sealed record FailingTests(IReadOnlySet<TestId> Steady, IReadOnlySet<TestId> Flaky)
{
    private static readonly FailingTests None = new(new HashSet<TestId>(), new HashSet<TestId>());

    public static FailingTests Of(Verdict verdict)
    {
        if (verdict.Tests.Count == 0 && verdict.Causes.Count == 0)
            return None;

        var flaky = verdict.Tests.Where(test => test.BaselineRate is not null || test.CandidateRate is not null).Select(test => test.Id).ToHashSet();

        // Tests that disagree without a cause failed once and gave no answer when they were repeated.
        var causes = verdict.Kind.Standing() == Standing.Fails ? verdict.Causes.Where(cause => cause.Class.GoalOf() is not null) : [];
        return new FailingTests(causes.SelectMany(cause => cause.Tests).Where(test => !flaky.Contains(test)).ToHashSet(), flaky);
    }
}

/// <summary>A cause that stops more or fewer crates than it did, of those that both sides judge.</summary>
internal sealed record CauseShift(CauseKey Cause, int Before, int Now)
{
    /// <param name="shared">Platforms that both sides have.</param>
    /// <returns>What grew most first, what shrank most last.</returns>
    public static IReadOnlyList<CauseShift> Of(DiffInput before, DiffInput now, IReadOnlyList<string> shared)
    {
        var counts = new Dictionary<CauseKey, (int Before, int Now)>();
        foreach (var crate in now.Crates.Keys)
        {
            var judged = ReadinessShift.JudgedTwice(before, now, crate, shared).ToList();
            foreach (var cause in judged.SelectMany(pair => pair.Before.Causes.Keys).Distinct())
                counts[cause] = counts.GetValueOrDefault(cause) with { Before = counts.GetValueOrDefault(cause).Before + 1 };
            foreach (var cause in judged.SelectMany(pair => pair.Now.Causes.Keys).Distinct())
                counts[cause] = counts.GetValueOrDefault(cause) with { Now = counts.GetValueOrDefault(cause).Now + 1 };
        }

        return
        [
            .. counts
                .Where(pair => pair.Value.Before != pair.Value.Now)
                .Select(pair => new CauseShift(pair.Key, pair.Value.Before, pair.Value.Now))
                .OrderByDescending(shift => shift.Now - shift.Before)
                .ThenBy(shift => shift.Cause.Label, StringComparer.Ordinal)
                .ThenBy(shift => shift.Cause.Signature, StringComparer.Ordinal),
        ];
    }
}
