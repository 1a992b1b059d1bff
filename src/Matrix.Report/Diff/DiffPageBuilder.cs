using Matrix.Report.Formatting;
using Matrix.Report.History;
using Matrix.Report.Sweeps;
using Matrix.Terminal;

namespace Matrix.Report.Diff;

internal static class DiffPageBuilder
{
    private const int LongestCause = 120;

    public static DiffPage Of(Comparison comparison, bool all)
    {
        var page = new DiffPage
        {
            Conclusion = Conclusion(comparison.Differences),
            HasRegressions = comparison.HasRegressions,
            Sides =
            [
                DiffInputWords.Row(DiffInputWords.Old, comparison.Before, platform => ProcessorShift.Of(comparison.Before, comparison.Now, platform).Gone),
                DiffInputWords.Row(DiffInputWords.New, comparison.Now, platform => ProcessorShift.Of(comparison.Before, comparison.Now, platform).Added),
            ],
            Caveats = Caveats.Of(comparison),
            Readiness = [.. Readiness(comparison)],
            Circumstances = [.. comparison.Circumstances.Select(row => new CircumstanceRow(row.What, PlatformWords.Where(row.Platforms, comparison.Platforms), row.Before, row.Now))],
            Platforms = comparison.Platforms.Count == 1 ? [] : [.. comparison.Platforms.Select(Platforms.Words)],
            Counts = [.. Counts(comparison)],
            Causes = new CauseTable([.. Causes(comparison.Causes)], 0),
            Tables = DifferenceTables.Of(comparison),
        };
        return all ? page : page.Cut(DiffPage.UsualLines);
    }

    private static string Conclusion(IReadOnlyList<Difference> differences)
    {
        var crates = differences.GroupBy(difference => difference.Kind).ToDictionary(group => group.Key, group => group.Select(difference => difference.Crate).ToHashSet());
        HashSet<string> Of(DifferenceKind kind) => crates.GetValueOrDefault(kind) ?? [];

        var (regressed, more) = (Of(DifferenceKind.Regressed), Of(DifferenceKind.FailsMore));
        var both = regressed.Union(more).Count();
        if (both > 0)
            return $"{Words.Count(both, "crate")} regressed: {regressed.Count:#,0} worked before, {more.Count:#,0} failed and {(more.Count == 1 ? "fails" : "fail")} more.";

        if (differences.Count == 0)
            return "Nothing changed.";

        var (solved, less) = (Of(DifferenceKind.Fixed).Count, Of(DifferenceKind.FailsLess).Count);
        return solved + less == 0 ? "Nothing regressed, and nothing is fixed." : $"Nothing regressed. {Words.Count(solved, "crate")} fixed, {less:#,0} in part.";
    }

    private static IEnumerable<ReadinessRow> Readiness(Comparison comparison)
    {
        // One platform on both sides is all there is.
        var rows = comparison.Readiness.Count == 2 ? comparison.Readiness.Skip(1) : comparison.Readiness;
        return rows.Select(shift => new ReadinessRow(
            shift.Platform is { } platform ? Platforms.Words(platform) : "together",
            Share(shift.Before),
            Share(shift.Now),
            $"{shift.BothNow.Judged:#,0}",
            Share(shift.BothBefore),
            Share(shift.BothNow)));
    }

    private static string Share(Tally? tally) => tally switch
    {
        null => "not swept",
        { Judged: 0 } => Words.Dash,
        _ => $"{Words.Share(tally.Works, tally.Judged)} ({tally.Works:#,0} of {tally.Judged:#,0})",
    };

    private static IEnumerable<CountRow> Counts(Comparison comparison) => comparison.Differences
        .GroupBy(difference => difference.Kind)
        .OrderBy(group => group.Key)
        .Select(group => new CountRow(
            DifferenceWords.Title(group.Key),
            $"{group.DistinctBy(difference => difference.Crate).Count():#,0}",
            comparison.Platforms.Count == 1 ? [] : [.. comparison.Platforms.Select(platform => $"{group.Count(difference => difference.Platform == platform):#,0}")]));

    private static IEnumerable<CauseRow> Causes(IReadOnlyList<CauseShift> shifts)
    {
        // Several causes may have one label, and differ in what they print.
        var ambiguous = shifts.GroupBy(shift => shift.Cause.Label).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet();
        return shifts.Select(shift => new CauseRow(
            Change(shift),
            CutText.WithEllipsis(ambiguous.Contains(shift.Cause.Label) ? $"{shift.Cause.Label}: {shift.Cause.Signature}" : shift.Cause.Label, LongestCause),
            $"{shift.Before:#,0}",
            $"{shift.Now:#,0}"));
    }

    private static string Change(CauseShift shift) => shift switch
    {
        { Before: 0 } => "new",
        { Now: 0 } => "gone",
        _ => shift.Now > shift.Before ? "grown" : "shrunk",
    };
}

/// <summary>What a reader should know before the differences are believed.</summary>
internal static class Caveats
{
    private const int MostGaps = 5;

    public static IReadOnlyList<string> Of(Comparison comparison) =>
    [
        .. comparison.Now.IsNoise ? ["OLD and NEW are A/A sweeps, LLVM against LLVM: what differs is noise, and nothing is said of Cranelift."] : Array.Empty<string>(),
        .. Order(comparison.Before, comparison.Now),
        .. Only(DiffInputWords.Old, comparison.Before, comparison.Now),
        .. Only(DiffInputWords.New, comparison.Now, comparison.Before),
        .. Of(DiffInputWords.Old, comparison.Before),
        .. Of(DiffInputWords.New, comparison.Now),
    ];

    private static IEnumerable<string> Order(DiffInput before, DiffInput now)
    {
        if (Identities(before).SetEquals(Identities(now)))
            yield return "OLD and NEW are the same sweep.";
        else if (before.Start > now.Start)
            yield return $"OLD began after NEW ({DiffInputWords.Start(before)} and {DiffInputWords.Start(now)}): if they are the wrong way round, what is called regressed is fixed.";
    }

    private static HashSet<(string, DateTimeOffset, string?)> Identities(DiffInput side) => [.. side.Runs.Select(run => (run.Platform, run.Start, run.Shard))];

    private static IEnumerable<string> Only(string label, DiffInput side, DiffInput other)
    {
        string[] only = [.. side.Platforms.Where(platform => !other.Platforms.Contains(platform))];
        if (only.Length > 0)
            yield return $"Only {label} has {PlatformWords.All(only)}: nothing is compared there.";
    }

    private static IEnumerable<string> Of(string label, DiffInput side)
    {
        if (side.IsCondensed)
            yield return $"{label} is a history file: it knows how many tests failed, but not which, and neither its rules nor its isolation.";

        if (side.HadNoise)
            yield return $"{label} holds results of an A/A sweep too, LLVM against LLVM: they are left out.";

        if (side.Gaps.Count > 0)
            yield return $"{label} is not complete: {string.Join("; ", side.Gaps.Take(MostGaps))}{(side.Gaps.Count > MostGaps ? $"; and {Words.Count(side.Gaps.Count - MostGaps, "more gap")}" : "")}.";
    }
}

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
            CutText.WithEllipsis(same.Key.Crate, LongestName),
            PlatformWords.Where([.. same.Select(difference => difference.Platform)], shared),
            same.Key.Verdicts,
            same.Key.What));
}
