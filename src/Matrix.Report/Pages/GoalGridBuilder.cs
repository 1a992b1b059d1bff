using Matrix.Report.Charts;
using Matrix.Report.Formatting;
using Matrix.Report.Goals;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Pages;

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
