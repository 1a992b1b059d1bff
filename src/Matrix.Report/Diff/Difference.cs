using Matrix.Report.Sweeps;

namespace Matrix.Report.Diff;

/// <summary>A crate on a platform that is not as it was.</summary>
/// <param name="Before">Null: the side does not have it.</param>
/// <param name="Now">As above; never both.</param>
internal sealed record Difference(DifferenceKind Kind, string Crate, long? Downloads, string Platform, Finding? Before, Finding? Now)
{
    /// <summary>What only one side's processor can do, where that may be why.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];
}

internal static class Differences
{
    /// <param name="platforms">That both sides have.</param>
    /// <returns>By kind, the most downloaded crates first.</returns>
    public static IReadOnlyList<Difference> Of(DiffInput before, DiffInput now, IReadOnlyList<string> platforms) =>
        Of(before, now, platforms, [.. platforms.Select(platform => ProcessorShift.Of(before, now, platform))]);

    private static IReadOnlyList<Difference> Of(DiffInput before, DiffInput now, IReadOnlyList<string> platforms, IReadOnlyList<ProcessorShift> shifts) =>
    [
        .. from crate in before.Crates.Keys.Union(now.Crates.Keys, StringComparer.Ordinal)
           let downloads = now.Crates.GetValueOrDefault(crate)?.Downloads ?? before.Crates.GetValueOrDefault(crate)?.Downloads
           from place in platforms.Index()
           let was = before.Find(crate, place.Item)
           let isNow = now.Find(crate, place.Item)
           let kind = FindingComparison.Compare(was, isNow)
           where kind is not null
           orderby kind, downloads ?? -1 descending, crate, place.Index
           select new Difference(kind.Value, crate, downloads, place.Item, was, isNow) { Features = shifts[place.Index].Of(was, isNow) },
    ];
}

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
