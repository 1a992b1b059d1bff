using Matrix.Report.History;
using Matrix.Report.Rendering;
using Matrix.Report.Sweeps;
using Matrix.Report.Wording;
using Matrix.Results.History;

namespace Matrix.Report.Pages;

internal static class TrendBuilder
{
    private const int MostRows = 300;

    public static TrendPage Build(ReportFacts facts, PageFrames frames)
    {
        var timeline = facts.Timeline;
        var failing = Failing(facts);
        return new TrendPage(frames.Top("trend.html", "Trend"), facts.Title, facts.Day, timeline.HasPast)
        {
            Readiness = TrendCharts.Readiness(timeline),
            Goals = TrendCharts.Goals(timeline, null),
            GoalsOfPlatforms = timeline.Platforms.Count > 1 ? [.. timeline.Platforms.Select(platform => TrendCharts.Goals(timeline, platform))] : [],
            Changes =
            [
                Group("Fails now and did not", "broke", ChangeKind.Broke, facts),
                Group("Works now and did not", "fixed", ChangeKind.Fixed, facts),
                Group("Judged for the first time, and fails", "new-and-fails", ChangeKind.NewAndFails, facts),
                Group("Judged for the first time, and works", "new-and-works", ChangeKind.NewAndWorks, facts),
            ],
            Failing = [.. failing.Take(MostRows)],
            FailingLeftOut = LeftOut(failing.Count),
            Gone = Gone(timeline),
            Sweeps = [.. timeline.Sweeps.Select((sweep, index) => Sweep(sweep, index, timeline)).Reverse()],
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
            let since = facts.Timeline.FailingSince(crate.Name, result.Platform)
            where since is not null
            orderby since.Start, crate.Downloads ?? 0 descending, crate.Name
            select new FailingRow(
                Link(crate, facts),
                Platforms.Words(result.Platform),
                ReportFacts.Words(since.Start),
                facts.Timeline.Sweeps.Count(sweep => sweep.Start >= since.Start),
                Why(result));
        return failing.ToList();
    }

    private static IReadOnlyList<CauseSpan> Gone(Timeline timeline) =>
    [
        .. timeline.Numbers.Causes.All
            .Select(pair => (Cause: pair.Key, Crates: timeline.CratesWith(pair.Key)))
            .Where(pair => pair.Cause.Goal is not null && pair.Crates[^1] == 0 && pair.Crates.Any(crates => crates > 0))
            .Select(pair => (
                pair.Cause,
                First: timeline.Sweeps.Zip(pair.Crates).First(each => each.Second > 0).First,
                Last: timeline.Sweeps.Zip(pair.Crates).Last(each => each.Second > 0).First,
                Most: pair.Crates.Max()))
            .OrderByDescending(pair => pair.Last.Start).ThenByDescending(pair => pair.Most).ThenBy(pair => pair.Cause.Label, StringComparer.Ordinal)
            .Take(MostRows)
            .Select(pair => new CauseSpan(pair.Cause.Label, ReportFacts.Words(pair.First.Start), ReportFacts.Words(pair.Last.Start), pair.Most)),
    ];

    private static SweepRow Sweep(SweepColumn sweep, int index, Timeline timeline) => new(
        ReportFacts.Words(sweep.Start),
        timeline.Files[index][..^HistoryFile.Extension.Length],
        $"{HistoryFolder.SiteFolder}/{timeline.Files[index]}",
        string.Join("; ", sweep.Sweep.Runs.Select(run => run.Rustc).Distinct()),
        string.Join(", ", timeline.BackendChanges(index).Select(run => Platforms.Words(run.Platform)).Distinct()),
        sweep.Overall.Judged,
        sweep.Overall.Works,
        Words.Share(sweep.Overall.Share),
        Words.Share(sweep.Overall.WeightedShare),
        sweep.Overall.Unsaid,
        [.. timeline.Platforms.Select(platform => Words.Share(timeline.Tally(sweep, platform)?.Share))]);
}
