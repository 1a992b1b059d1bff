namespace Matrix.Report.Issues.Bodies;

/// <summary>What <c>issue-goal.md.hbs</c> shows.</summary>
/// <param name="Status">Markdown.</param>
internal sealed record GoalIssuePage(
    string Status, string Meaning, IReadOnlyList<GoalCauseLine> Causes, IReadOnlyList<string> Platforms, IReadOnlyList<GoalTrendRow> Trend, string? Report);

/// <param name="Link">Markdown: a number, which GitHub shows with the title, or the title of what is about to be opened.</param>
internal sealed record GoalCauseLine(bool Done, string Link, string Figures);

internal sealed record GoalTrendRow(string Day, IReadOnlyList<string> Cells);

/// <summary>What <c>issue-dashboard.md.hbs</c> shows.</summary>
/// <param name="Status">Markdown.</param>
internal sealed record DashboardPage(
    string Status, IReadOnlyList<string> Platforms, IReadOnlyList<DashboardGoalRow> Goals, IReadOnlyList<DashboardPlatformRow> Standings, string? Report);

/// <param name="Link">Markdown.</param>
internal sealed record DashboardGoalRow(string Name, IReadOnlyList<string> Cells, int Open, int Closed, string Link);

internal sealed record DashboardPlatformRow(string Name, int Works, int Fails, int Unsaid, string Share);
