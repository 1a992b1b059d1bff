using Matrix.Results;

namespace Matrix.Runner.Verdicts;

/// <summary>What the legs together say.</summary>
/// <param name="Reason">One sentence.</param>
internal sealed record Judgement(VerdictKind Kind, string Reason, IReadOnlyList<Cause> Causes, IReadOnlyList<TestDifference> Tests)
{
    public static Judgement Plain(VerdictKind kind, string reason) => new(kind, reason, [], []);

    public bool IsBecauseOf(FailureClass failure, string subclass) =>
        Causes.Any(cause => cause.Class == failure && cause.Subclass == subclass);

    /// <summary>Something fails with LLVM too: perhaps for what it lacks here.</summary>
    public bool BaselineFailsToo => Kind == VerdictKind.Broken || NotCompared is not null;

    /// <summary>As of <see cref="Verdict.NotCompared"/>.</summary>
    public NotCompared? NotCompared { get; init; }

    /// <summary>As of <see cref="Verdict.InReach"/>.</summary>
    public IReadOnlyList<TrapInReach> InReach { get; init; } = [];

    /// <summary>What of the crate's own settings was left out in the legs that decided; null: nothing.</summary>
    public Workaround? Workaround { get; init; }

    /// <summary>Adds what came to light when one of the crate's own settings was taken out of the way.</summary>
    public Judgement WorkedAround(Matrix.Results.Workaround workaround, Judgement behind) => workaround switch
    {
        // Stops both backends alike, so it is not what the crate is judged by; unless it does not build anyway.
        _ when behind.Kind == VerdictKind.Broken && Kind == VerdictKind.Broken => this,
        Matrix.Results.Workaround.InOneCall => behind with { Workaround = workaround, Reason = $"{behind.Reason}; its build refuses a second call of cargo in one folder, so cargo test was the only one" },
        Matrix.Results.Workaround.LintsCapped => behind with { Workaround = workaround, Reason = $"{behind.Reason}, once the lints are capped that stop it with both" },
        _ => WithMasked(behind),
    };

    private Judgement WithMasked(Judgement behind) => this with
    {
        Reason = $"{Reason}; without that, {WireName.Of(behind.Kind)}: {behind.Reason}",
        Causes = [.. Causes, .. behind.Causes.Select(cause => cause with { Masked = true })],
        Tests = behind.Tests,
        NotCompared = behind.NotCompared,
    };
}

/// <summary>Which of a crate's own settings hides what lies behind it. Pure.</summary>
internal static class Workarounds
{
    /// <summary>The rule whose line says that a lint of the crate's own choice became an error.</summary>
    public const string DeniedLint = "denied-lint";

    /// <returns>None where nothing is in the way that could be taken out of it.</returns>
    public static Workaround For(CrateComparison legs, Judgement judgement) =>
        judgement.IsBecauseOf(FailureClass.UnsupportedFlag, "lto") ? Workaround.WithoutLto
        : NeedsOneCall(legs.Baseline) && NeedsOneCall(legs.Candidate) ? Workaround.InOneCall
        : StopsAtLint(legs.Baseline) && StopsAtLint(legs.Candidate) ? Workaround.LintsCapped
        : Workaround.None;

    // It built, and then its tests did not; where the first call was left out, they did.
    private static bool NeedsOneCall(BackendRuns side) => side is { FailedPhase: Phase.TestBuild, BuiltWhenRepeated: true };

    private static bool StopsAtLint(BackendRuns side) =>
        side.Leg.Findings.Observations.Any(seen => seen.Rule == DeniedLint && (seen.Phase == side.FailedPhase || side.Leg.Result.Unbuilt.Any(target => target.Phase == seen.Phase)));
}
