using Matrix.Report.Charts;
using Matrix.Report.Formatting;
using Matrix.Report.History;
using Matrix.Report.Rendering;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Pages;

internal static class ReadinessBuilder
{
    private const int FirstFixes = 5;

    public static ReadinessPage Build(ReportFacts facts, PageFrames frames) => new(frames.Top(SitePage.Readiness), facts.Title, facts.Day)
    {
        Headline = HeadlineBuilder.Of(facts.History.Present.Overall, facts.Sweep),
        Notices = NoticeBuilder.Of(facts),
        Platforms = [.. Shown(facts).Select(platform => Platform(platform, facts))],
        Goals = GoalGridBuilder.Of(facts),
        OnlyHere = OnlyHereBuilder.Of(facts),
        SinceLast = SinceLast(facts),
        Trend = facts.History.HasPast ? TrendCharts.Readiness(facts.History) : null,
        Fixes = [.. facts.Causes.Ranked.Take(FirstFixes).Select((cause, index) => FixesBuilder.Row(cause, index + 1, facts))],
        MoreFixes = facts.Causes.Ranked.Count > FirstFixes ? Words.Count(facts.Causes.Ranked.Count - FirstFixes, "more cause") : "",
        Verdicts = [.. VerdictWords.Order.Select(kind => Verdict(kind, facts))],
    };

    /// <summary>The platforms of the goal, and any other that was swept.</summary>
    public static IReadOnlyList<string> Shown(ReportFacts facts) => Platforms.InOrder(KnownPlatforms.All.Concat(facts.Sweep.Platforms));

    private static PlatformReadiness Platform(string platform, ReportFacts facts)
    {
        var tally = facts.On(platform);
        return new PlatformReadiness(
            Platforms.Words(platform),
            platform,
            facts.Sweep.Platforms.Contains(platform),
            tally.Works,
            CratesLink.Of(Standing.Works, platform),
            tally.Fails,
            CratesLink.Of(Standing.Fails, platform),
            tally.Unsaid,
            CratesLink.Of(Standing.Unsaid, platform),
            Words.Share(tally.Share),
            Words.Share(tally.WeightedShare),
            string.Join("; ", facts.Sweep.RunsOn(platform).Select(run => run.Manifest.Toolchain.Rustc).Distinct()));
    }

    private static SinceLast? SinceLast(ReportFacts facts)
    {
        if (!facts.History.HasPast)
            return null;

        var counts = facts.Changes.CountBy(change => change.Kind).ToDictionary();
        return new SinceLast(
            ReportFacts.Words(facts.History.Sweeps[^2].Start),
            counts.GetValueOrDefault(ChangeKind.Broke),
            counts.GetValueOrDefault(ChangeKind.Fixed),
            counts.GetValueOrDefault(ChangeKind.NewAndFails),
            counts.GetValueOrDefault(ChangeKind.NewAndWorks));
    }

    private static VerdictRow Verdict(VerdictKind kind, ReportFacts facts) => new(
        kind.Badge(),
        kind.Meaning(),
        [.. facts.Sweep.Platforms.Select(platform => CountCell.Of(kind, platform, facts.Sweep))]);
}

/// <summary>How many crates each goal stops on each platform, and since when.</summary>
internal static class GoalGridBuilder
{
    public static GoalGrid Of(ReportFacts facts)
    {
        var platforms = ReadinessBuilder.Shown(facts);
        return new GoalGrid([.. platforms.Select(Platforms.Words)], [.. GoalWords.All.Select(goal => Row(goal, platforms, facts))]);
    }

    private static GoalRow Row(Goal goal, IReadOnlyList<string> platforms, ReportFacts facts) => new(
        goal.Words(),
        WireName.Of(goal),
        goal.Meaning(),
        facts.History.Present.Stopped(goal, null),
        CratesLink.Of(goal),
        [.. platforms.Select(platform => Cell(goal, platform, facts))]);

    private static GoalCell Cell(Goal goal, string platform, ReportFacts facts)
    {
        if (!facts.Sweep.Platforms.Contains(platform))
            return new GoalCell(platform, false, 0, "", "", "", null);

        var history = facts.History;
        var stopped = history.Stopped(goal, platform);
        var judged = facts.On(platform).Judged;
        return new GoalCell(
            platform,
            true,
            stopped[^1] ?? 0,
            CratesLink.Of(goal, platform),
            judged > 0 && stopped[^1] > 0 ? Words.Share(stopped[^1]!.Value, judged) : "",
            history.HasPast && history.StoppedSince(goal, platform) is { } since ? $"since {ReportFacts.Words(since.Start)}" : "",
            history.HasPast && stopped.Any(crates => crates > 0)
                ? new Sparkline($"spark-{WireName.Of(goal)}-{CrateSlugs.Plain(platform)}", $"{goal.Words()}, {Platforms.Words(platform)}", history.Days, history.StoppedShares(goal, platform)) { Measure = ValueFormat.Share }.Draw()
                : null);
    }
}
