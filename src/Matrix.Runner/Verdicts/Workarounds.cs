using Matrix.Results;

namespace Matrix.Runner.Verdicts;

/// <summary>Which of a crate's own settings hides what lies behind it. Pure.</summary>
internal static class Workarounds
{
    /// <summary>The rule whose line says that a lint of the crate's own choice became an error.</summary>
    public const string DeniedLint = "denied-lint";

    /// <returns>None where nothing is in the way that could be taken out of it.</returns>
    public static Workaround For(CrateComparison legs, Judgement judgement) =>
        judgement.IsBecauseOf(FailureClass.UnsupportedFlag, "lto") ? Workaround.WithoutLto
        : NeedsOneCall(legs.Llvm) && NeedsOneCall(legs.Cranelift) ? Workaround.InOneCall
        : StopsAtLint(legs.Llvm) && StopsAtLint(legs.Cranelift) ? Workaround.LintsCapped
        : Workaround.None;

    // It built, and then its tests did not; where the first call was left out, they did.
    private static bool NeedsOneCall(BackendRuns side) => side is { FailedPhase: Phase.TestBuild, BuiltWhenRepeated: true };

    private static bool StopsAtLint(BackendRuns side) =>
        side.Leg.Findings.Observations.Any(seen => seen.Rule == DeniedLint && (seen.Phase == side.FailedPhase || side.Leg.Result.Unbuilt.Any(target => target.Phase == seen.Phase)));
}
