using Matrix.Report.Escaping;

namespace Matrix.Report.Issues.Text;

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
