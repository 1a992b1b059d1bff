using Matrix.Report.Sweeps;

namespace Matrix.Report.Diff;

/// <summary>What became of a crate on a platform: one switch over both findings, and one more where it fails on both sides.</summary>
internal static class FindingComparison
{
    /// <param name="before">Null: the side does not have the crate.</param>
    /// <param name="now">As above.</param>
    /// <returns>Null: nothing changed.</returns>
    public static DifferenceKind? Compare(Finding? before, Finding? now) => (before, now) switch
    {
        (null, null) => null,
        (null, _) => DifferenceKind.Added,
        (_, null) => DifferenceKind.Gone,
        ({ Standing: Standing.Works }, { Standing: Standing.Fails }) => DifferenceKind.Regressed,
        ({ Standing: Standing.Fails }, { Standing: Standing.Works }) => DifferenceKind.Fixed,
        ({ Standing: Standing.Fails }, { Standing: Standing.Fails }) => OfFailures(before, now, FailureShift.Of(before, now)) ?? OfVerdicts(before, now),
        ({ Standing: Standing.Unsaid }, { Standing: not Standing.Unsaid }) => DifferenceKind.JudgedAgain,
        ({ Standing: not Standing.Unsaid }, { Standing: Standing.Unsaid }) => DifferenceKind.NoLongerJudged,
        _ => OfVerdicts(before, now),
    };

    // A build that fails hides every test: one that gets as far as failing them has come further, whatever they then fail for.
    private static DifferenceKind? OfFailures(Finding before, Finding now, FailureShift shift) => shift switch
    {
        _ when now.FailsToBuild && !before.FailsToBuild => DifferenceKind.FailsMore,
        _ when before.FailsToBuild && !now.FailsToBuild => DifferenceKind.FailsLess,
        { MoreTests: > 0 } => DifferenceKind.FailsMore,
        { NewCauses.Count: > 0, GoneCauses.Count: > 0 } => DifferenceKind.CauseChanged,
        { NewCauses.Count: > 0 } => DifferenceKind.FailsMore,
        { GoneCauses.Count: > 0 } or { FewerTests: > 0 } => DifferenceKind.FailsLess,
        _ => null,
    };

    private static DifferenceKind? OfVerdicts(Finding before, Finding now) => before.Verdict == now.Verdict ? null : DifferenceKind.VerdictChanged;
}
