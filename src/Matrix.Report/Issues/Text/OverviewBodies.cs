using Matrix.Report.Escaping;
using Matrix.Report.Formatting;
using Matrix.Report.History;
using Matrix.Report.Rendering;
using Matrix.Report.Sweeps;

namespace Matrix.Report.Issues.Text;

/// <summary>The texts of the issues that sum up: one for each goal, and the dashboard.</summary>
internal sealed class OverviewBodies(Templates templates, ReportLinks report, Sweep sweep, SweepHistory history)
{
    private const int MostSweeps = 12;
    private const int MostNext = 5;
    private const int MostWaiting = 50;

    private readonly string[] platforms = [.. history.Platforms.Select(Platforms.Words)];

    /// <param name="shown">Causes in a list, at most.</param>
    public string Goal(Goal goal, IReadOnlyList<CauseLine> causes, int shown)
    {
        var listed = causes.Where(cause => cause.State != CauseLineState.Waiting).OrderBy(cause => cause.State == CauseLineState.Closed).ThenByDescending(cause => cause.Crates).ThenBy(cause => cause.Number ?? int.MaxValue).ToList();
        var waiting = causes.Where(cause => cause.State == CauseLineState.Waiting).OrderByDescending(cause => cause.Crates).ThenBy(cause => cause.Title, StringComparer.Ordinal).ToList();
        var shownWaiting = Math.Min(shown, MostWaiting);
        return templates.Text("issue-goal.md", new GoalIssuePage(
            new Markdown($"**{Words.Count(Open(causes), "cause")} open**, {Closed(causes):#,0} closed, {Waiting(causes):#,0} without an issue yet. As of the sweep of {Day(sweep.Start)}."),
            $"{goal.Words()}: {goal.Meaning()}",
            [.. listed.Take(shown).Select(Line)],
            More([.. listed.Skip(shown)]),
            [.. waiting.Take(shownWaiting).Select(Line)],
            More([.. waiting.Skip(shownWaiting)]),
            platforms,
            Trend((index, platform) => history.Stopped(goal, platform)[index] is { } stopped ? $"{stopped:#,0} ({Judged(index, platform):#,0})" : Words.Dash),
            report.Trend));
    }

    /// <param name="links">To the issues of the goals, in Markdown; a goal without causes that have an issue has none either.</param>
    public string Dashboard(IReadOnlyDictionary<Goal, string> links, IReadOnlyList<CauseLine> causes) => templates.Text("issue-dashboard.md", new DashboardPage(
        new Markdown($"Which crates Rust's Cranelift code generator stops, and for what. As of the sweep of {Day(sweep.Start)}: {Words.Count(sweep.Crates.Count, "crate")} on {string.Join(", ", sweep.Platforms.Select(Platforms.Words))}."),
        platforms,
        [.. sweep.Platforms.Select(Row)],
        [.. causes.Where(cause => cause is { State: not CauseLineState.Closed, Alone: > 0, Goal: not Sweeps.Goal.Unexplained }).OrderByDescending(cause => cause.Alone).ThenByDescending(cause => cause.Crates).ThenBy(cause => cause.Title, StringComparer.Ordinal).Take(MostNext).Select(Next)],
        [.. GoalWords.All.Where(goal => links.ContainsKey(goal) || history.Present.Stopped(goal, null) > 0).Select(goal => Row(goal, links.GetValueOrDefault(goal, Words.Dash), [.. causes.Where(cause => cause.Goal == goal)]))],
        Trend((index, platform) => Judged(index, platform) > 0 ? $"{Words.Share(history.Tally(history.Sweeps[index], platform)!.Share)} ({Judged(index, platform):#,0})" : Words.Dash),
        report.Top));

    private static GoalCauseLine Line(CauseLine cause) => new(cause.State == CauseLineState.Closed, Link(cause), cause.State == CauseLineState.Closed || cause.Crates == 0 ? "" : Figures(cause));

    private static string More(IReadOnlyList<CauseLine> left) => (left.Count, Closed(left)) switch
    {
        (0, _) => "",
        (1, 0) => "1 more is not listed.",
        (1, _) => "1 more, which is closed, is not listed.",
        (var all, 0) => $"{all:#,0} more are not listed.",
        var (all, closed) => $"{all:#,0} more are not listed, {(closed == all ? "all" : $"{closed:#,0}")} of them closed.",
    };

    private static string Figures(CauseLine cause) => (cause.Crates, cause.Alone) switch
    {
        (1, 0) => "1 crate, which fails for something else besides",
        (1, _) => "1 crate, which nothing else stops",
        (var crates, 0) => $"{crates:#,0} crates, all of which fail for something else besides",
        var (crates, alone) => $"{crates:#,0} crates, {(alone == crates ? "all" : $"{alone:#,0}")} of which nothing else stops",
    };

    private static DashboardCauseRow Next(CauseLine cause) => new(Link(cause), cause.Goal.Words(), cause.Alone, cause.Crates);

    private static Markdown Link(CauseLine cause) => new((cause.State, cause.Number) switch
    {
        (_, { } number) => $"#{number}",
        (CauseLineState.Opening, _) => $"{MarkdownText.Escaped(cause.Title)} (opened by this run)",
        _ => MarkdownText.Escaped(cause.Title),
    });

    private OverviewTrendRow[] Trend(Func<int, string, string> cell) =>
    [
        .. Enumerable.Range(0, history.Sweeps.Count).TakeLast(MostSweeps).Reverse()
            .Select(index => new OverviewTrendRow(Day(history.Sweeps[index].Start), [.. history.Platforms.Select(platform => cell(index, platform))])),
    ];

    private int Judged(int index, string platform) => history.Tally(history.Sweeps[index], platform)?.Judged ?? 0;

    private DashboardGoalRow Row(Goal goal, string link, IReadOnlyList<CauseLine> causes) => new(
        goal.Words(),
        [.. history.Platforms.Select(platform => history.Stopped(goal, platform)[^1] is { } stopped ? $"{stopped:#,0}" : Words.Dash)],
        Open(causes),
        Closed(causes),
        Waiting(causes),
        new Markdown(link));

    private DashboardPlatformRow Row(string platform)
    {
        var tally = history.Tally(history.Present, platform) ?? new Tally();
        var run = sweep.RunsOn(platform).First();
        var toolchain = run.Manifest.Toolchain;
        return new DashboardPlatformRow(
            Platforms.Words(platform), Words.Share(tally.Share), tally.Works, tally.Fails, tally.Unsaid, toolchain.Rustc, toolchain.CommitDate ?? "not known", run.Candidate.Version ?? "not known");
    }

    private static int Open(IEnumerable<CauseLine> causes) => causes.Count(cause => cause.State is CauseLineState.Open or CauseLineState.Opening);

    private static int Closed(IEnumerable<CauseLine> causes) => causes.Count(cause => cause.State == CauseLineState.Closed);

    private static int Waiting(IEnumerable<CauseLine> causes) => causes.Count(cause => cause.State == CauseLineState.Waiting);

    private static string Day(DateTimeOffset start) => $"{start.UtcDateTime:yyyy-MM-dd}";
}

/// <summary>A cause as the overviews list it, after this run.</summary>
/// <param name="Number">Null: it has no issue yet.</param>
/// <param name="Crates">That fail for it now.</param>
/// <param name="Alone">Those of them that fail for nothing else.</param>
internal sealed record CauseLine(int? Number, string Title, Goal Goal, CauseLineState State, int Crates, int Alone);

internal enum CauseLineState
{
    Open,
    Closed,

    /// <summary>This run opens its issue.</summary>
    Opening,

    /// <summary>It has no issue yet.</summary>
    Waiting,
}

/// <summary>What <c>issue-goal.md.sbn</c> shows.</summary>
/// <param name="MoreCauses">How many are not listed; empty: none.</param>
/// <param name="Waiting">Causes that have no issue yet.</param>
/// <param name="MoreWaiting">As <paramref name="MoreCauses"/>.</param>
internal sealed record GoalIssuePage(
    Markdown Status,
    string Meaning,
    IReadOnlyList<GoalCauseLine> Causes,
    string MoreCauses,
    IReadOnlyList<GoalCauseLine> Waiting,
    string MoreWaiting,
    IReadOnlyList<string> Platforms,
    IReadOnlyList<OverviewTrendRow> Trend,
    Markdown? Report)
{
    public bool HasWaiting => Waiting.Count > 0 || MoreWaiting.Length > 0;
}

/// <param name="Link">A number, which GitHub shows with the title, or the title of what has none.</param>
internal sealed record GoalCauseLine(bool Done, Markdown Link, string Figures);

internal sealed record OverviewTrendRow(string Day, IReadOnlyList<string> Cells);

/// <summary>What <c>issue-dashboard.md.sbn</c> shows.</summary>
/// <param name="Next">Causes whose fix would let most crates work.</param>
internal sealed record DashboardPage(
    Markdown Status,
    IReadOnlyList<string> Platforms,
    IReadOnlyList<DashboardPlatformRow> Standings,
    IReadOnlyList<DashboardCauseRow> Next,
    IReadOnlyList<DashboardGoalRow> Goals,
    IReadOnlyList<OverviewTrendRow> Trend,
    Markdown? Report);

/// <param name="Made">The date of the compiler's sources.</param>
internal sealed record DashboardPlatformRow(string Name, string Share, int Works, int Fails, int Unsaid, string Rustc, string Made, string Cranelift);

internal sealed record DashboardCauseRow(Markdown Link, string Goal, int Alone, int Crates);

internal sealed record DashboardGoalRow(string Name, IReadOnlyList<string> Cells, int Open, int Closed, int Waiting, Markdown Link);
