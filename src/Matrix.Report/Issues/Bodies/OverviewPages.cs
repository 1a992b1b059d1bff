namespace Matrix.Report.Issues.Bodies;

/// <summary>What <c>issue-goal.md.hbs</c> shows.</summary>
/// <param name="Status">Markdown.</param>
/// <param name="MoreCauses">How many are not listed; empty: none.</param>
/// <param name="Waiting">Causes that have no issue yet.</param>
/// <param name="MoreWaiting">As <paramref name="MoreCauses"/>.</param>
internal sealed record GoalIssuePage(
    string Status,
    string Meaning,
    IReadOnlyList<GoalCauseLine> Causes,
    string MoreCauses,
    IReadOnlyList<GoalCauseLine> Waiting,
    string MoreWaiting,
    IReadOnlyList<string> Platforms,
    IReadOnlyList<OverviewTrendRow> Trend,
    string? Report)
{
    public bool HasWaiting => Waiting.Count > 0 || MoreWaiting.Length > 0;
}

/// <param name="Link">Markdown: a number, which GitHub shows with the title, or the title of what has none.</param>
internal sealed record GoalCauseLine(bool Done, string Link, string Figures);

internal sealed record OverviewTrendRow(string Day, IReadOnlyList<string> Cells);

/// <summary>What <c>issue-dashboard.md.hbs</c> shows.</summary>
/// <param name="Status">Markdown.</param>
/// <param name="Next">Causes whose fix would let most crates work.</param>
internal sealed record DashboardPage(
    string Status,
    IReadOnlyList<string> Platforms,
    IReadOnlyList<DashboardPlatformRow> Standings,
    IReadOnlyList<DashboardCauseRow> Next,
    IReadOnlyList<DashboardGoalRow> Goals,
    IReadOnlyList<OverviewTrendRow> Trend,
    string? Report);

/// <param name="Made">The date of the compiler's sources.</param>
internal sealed record DashboardPlatformRow(string Name, string Share, int Works, int Fails, int Unsaid, string Rustc, string Made, string Cranelift);

/// <param name="Link">Markdown.</param>
internal sealed record DashboardCauseRow(string Link, string Goal, int Alone, int Crates);

/// <param name="Link">Markdown.</param>
internal sealed record DashboardGoalRow(string Name, IReadOnlyList<string> Cells, int Open, int Closed, int Waiting, string Link);
