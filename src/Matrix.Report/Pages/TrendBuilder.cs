using Matrix.Report.Formatting;
using Matrix.Report.History;
using Matrix.Report.Rendering;
using Matrix.Report.Sweeps;
using Matrix.Results.History;

namespace Matrix.Report.Pages;

internal static class TrendBuilder
{
    private const int MostRows = 300;

    public static TrendPage Build(ReportFacts facts, PageFrames frames)
    {
        var history = facts.History;
        var failing = Failing(facts);
        return new TrendPage(frames.Top(SitePage.Trend), facts.Title, facts.Day, history.HasPast)
        {
            Readiness = TrendCharts.Readiness(history),
            Goals = TrendCharts.Goals(history, null),
            GoalsOfPlatforms = history.Platforms.Count > 1 ? [.. history.Platforms.Select(platform => TrendCharts.Goals(history, platform))] : [],
            Changes =
            [
                Group("Fails now and did not", "broke", ChangeKind.Broke, facts),
                Group("Works now and did not", "fixed", ChangeKind.Fixed, facts),
                Group("Judged for the first time, and fails", "new-and-fails", ChangeKind.NewAndFails, facts),
                Group("Judged for the first time, and works", "new-and-works", ChangeKind.NewAndWorks, facts),
            ],
            Failing = [.. failing.Take(MostRows)],
            FailingLeftOut = LeftOut(failing.Count),
            Gone = Gone(history),
            Sweeps = [.. history.Sweeps.Select((sweep, index) => Sweep(sweep, index, history)).Reverse()],
        };
    }

    private static ChangeGroup Group(string title, string key, ChangeKind kind, ReportFacts facts)
    {
        var changes = facts.Changes.Where(change => change.Kind == kind).OrderByDescending(change => change.Crate.Downloads ?? 0).ThenBy(change => change.Crate.Name, StringComparer.Ordinal).ToList();
        return new ChangeGroup(title, key, changes.Count, [.. changes.Take(MostRows).Select(change => Row(change, facts))], LeftOut(changes.Count));
    }

    private static string LeftOut(int count) => count > MostRows ? $"{count - MostRows:#,0} more in matrix.json" : "";

    private static ChangeRow Row(Change change, ReportFacts facts) => new(
        Link(change.Crate, facts),
        Platforms.Words(change.Result.Platform),
        change.Before is { } before ? ReportFacts.Words(before.Start) : "",
        Why(change.Result));

    private static string Why(PlatformResult result) => string.Join(", ", result.Verdict.Causes.Select(cause => CauseKey.LabelOf(cause.Class, cause.Subclass)).Distinct());

    private static CrateLink Link(SweptCrate crate, ReportFacts facts) => new(crate.Name, facts.Slugs.Page(crate.Name));

    private static List<FailingRow> Failing(ReportFacts facts)
    {
        var failing =
            from crate in facts.Sweep.Crates
            from result in crate.Results
            where result.Standing == Standing.Fails
            let since = facts.History.FailingSince(crate.Name, result.Platform)
            where since is not null
            orderby since.Start, crate.Downloads ?? 0 descending, crate.Name
            select new FailingRow(
                Link(crate, facts),
                Platforms.Words(result.Platform),
                ReportFacts.Words(since.Start),
                facts.History.Sweeps.Count(sweep => sweep.Start >= since.Start),
                Why(result));
        return failing.ToList();
    }

    private static IReadOnlyList<CauseSpan> Gone(SweepHistory history) =>
    [
        .. history.Numbers.Causes.All
            .Select(pair => (Cause: pair.Key, Crates: history.CratesWith(pair.Key)))
            .Where(pair => pair.Cause.Goal is not null && pair.Crates[^1] == 0 && pair.Crates.Any(crates => crates > 0))
            .Select(pair => (
                pair.Cause,
                First: history.Sweeps.Zip(pair.Crates).First(each => each.Second > 0).First,
                Last: history.Sweeps.Zip(pair.Crates).Last(each => each.Second > 0).First,
                Most: pair.Crates.Max()))
            .OrderByDescending(pair => pair.Last.Start).ThenByDescending(pair => pair.Most).ThenBy(pair => pair.Cause.Label, StringComparer.Ordinal)
            .Take(MostRows)
            .Select(pair => new CauseSpan(pair.Cause.Label, ReportFacts.Words(pair.First.Start), ReportFacts.Words(pair.Last.Start), pair.Most)),
    ];

    private static SweepRow Sweep(HistorySweep sweep, int index, SweepHistory history) => new(
        ReportFacts.Words(sweep.Start),
        history.Files[index][..^HistoryFile.Extension.Length],
        $"{HistoryFolder.SiteFolder}/{history.Files[index]}",
        string.Join("; ", sweep.Sweep.Runs.Select(run => run.Rustc).Distinct()),
        string.Join(", ", history.BackendChanges(index).Select(run => Platforms.Words(run.Platform)).Distinct()),
        sweep.Overall.Judged,
        sweep.Overall.Works,
        Words.Share(sweep.Overall.Share),
        Words.Share(sweep.Overall.WeightedShare),
        sweep.Overall.Unsaid,
        [.. history.Platforms.Select(platform => Words.Share(history.Tally(sweep, platform)?.Share))]);
}
