using System.Text;
using Matrix.Report.Goals;
using Matrix.Report.Issues.Planning;
using Matrix.Report.Rendering;
using Matrix.Report.Sweeps;
using Matrix.Report.Timelines;
using Matrix.Report.Wording;

namespace Matrix.Report.Issues.Bodies;

/// <summary>The texts of the issues that sum up: one for each goal, and the dashboard.</summary>
internal sealed class OverviewBodies(Templates templates, ReportLinks report, Sweep sweep, Timeline timeline)
{
    private const int MostSweeps = 12;

    private readonly string[] platforms = [.. timeline.Platforms.Select(Platforms.Words)];

    public string Goal(Goal goal, IReadOnlyList<CauseLine> causes) => Render("issue-goal.md", new GoalIssuePage(
        $"**{Words.Count(causes.Count(cause => cause.IsOpen), "cause")} open**, {causes.Count(cause => !cause.IsOpen):#,0} closed. As of the sweep of {Day(sweep.Start)}.",
        $"{goal.Words()}: {goal.Meaning()}",
        [.. causes.OrderBy(cause => !cause.IsOpen).ThenByDescending(cause => cause.Crates).ThenBy(cause => cause.Number ?? int.MaxValue).Select(Line)],
        platforms,
        [.. Enumerable.Range(0, timeline.Sweeps.Count).TakeLast(MostSweeps).Reverse().Select(index => TrendRow(goal, index))],
        report.Trend));

    /// <param name="links">To the issues of the goals, in Markdown; a goal without causes that have an issue has none either.</param>
    public string Dashboard(IReadOnlyDictionary<Goal, string> links, IReadOnlyList<CauseLine> causes) => Render("issue-dashboard.md", new DashboardPage(
        $"Which crates Rust's Cranelift code generator stops, and for what. As of the sweep of {Day(sweep.Start)}: {Words.Count(sweep.Crates.Count, "crate")} on {string.Join(", ", sweep.Platforms.Select(Platforms.Words))}.",
        platforms,
        [.. GoalWords.All.Where(goal => links.ContainsKey(goal) || timeline.Present.Stopped(goal, null) > 0).Select(goal => Row(goal, links.GetValueOrDefault(goal, Words.Dash), [.. causes.Where(cause => cause.Goal == goal)]))],
        [.. sweep.Platforms.Select(Row)],
        report.Top));

    private static GoalCauseLine Line(CauseLine cause) => new(
        !cause.IsOpen,
        cause.Number is { } number ? $"#{number}" : $"{Escaped(cause.Title)} (opened by this run)",
        cause.IsOpen && cause.Crates > 0 ? Words.Count(cause.Crates, "crate") : "");

    private GoalTrendRow TrendRow(Goal goal, int index) => new(
        Day(timeline.Sweeps[index].Start),
        [.. timeline.Platforms.Select(platform => timeline.Stopped(goal, platform)[index] is { } stopped ? $"{stopped:#,0} ({timeline.Tally(timeline.Sweeps[index], platform)?.Judged ?? 0:#,0})" : Words.Dash)]);

    private DashboardGoalRow Row(Goal goal, string link, IReadOnlyList<CauseLine> causes) => new(
        goal.Words(),
        [.. timeline.Platforms.Select(platform => timeline.Stopped(goal, platform)[^1] is { } stopped ? $"{stopped:#,0}" : Words.Dash)],
        causes.Count(cause => cause.IsOpen),
        causes.Count(cause => !cause.IsOpen),
        link);

    private DashboardPlatformRow Row(string platform)
    {
        var tally = timeline.Tally(timeline.Present, platform) ?? new Tally();
        return new DashboardPlatformRow(Platforms.Words(platform), tally.Works, tally.Fails, tally.Unsaid, Words.Share(tally.Share));
    }

    private string Render(string template, object page)
    {
        using var text = new StringWriter { NewLine = "\n" };
        templates.Render(template, page, text);
        return text.ToString();
    }

    private static string Escaped(string title)
    {
        using var text = new StringWriter(new StringBuilder());
        MarkdownText.Escape(title, text);
        return text.ToString();
    }

    private static string Day(DateTimeOffset start) => $"{start.UtcDateTime:yyyy-MM-dd}";
}
