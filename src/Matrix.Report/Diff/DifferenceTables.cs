using Matrix.Report.Formatting;

namespace Matrix.Report.Diff;

/// <summary>A table for each kind of difference; what is the same on several platforms is one row.</summary>
internal static class DifferenceTables
{
    private const int LongestName = 80;

    public static IReadOnlyList<DifferenceTable> Of(Comparison comparison) =>
    [
        .. comparison.Differences
            .GroupBy(difference => difference.Kind)
            .OrderBy(group => group.Key)
            .Select(group => new DifferenceTable(
                $"{DifferenceWords.Title(group.Key)}: {Words.Count(group.DistinctBy(difference => difference.Crate).Count(), "crate")}",
                group.Key.IsRegression(),
                [.. Rows(group, comparison.Platforms)],
                0)),
    ];

    private static IEnumerable<DifferenceRow> Rows(IEnumerable<Difference> ofKind, IReadOnlyList<string> shared) => ofKind
        .GroupBy(difference => (difference.Crate, Verdicts: DifferenceWords.Verdicts(difference), What: DifferenceWords.What(difference)))
        .Select(same => new DifferenceRow(
            Words.Cut(same.Key.Crate, LongestName),
            PlatformWords.Where([.. same.Select(difference => difference.Platform)], shared),
            same.Key.Verdicts,
            same.Key.What));
}
