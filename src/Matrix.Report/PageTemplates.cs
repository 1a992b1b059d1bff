using Matrix.Report.Diff;
using Matrix.Report.Exports;
using Matrix.Report.Issues.Text;
using Matrix.Report.Logs;
using Matrix.Report.Pages;
using Matrix.Report.Pages.Crate;
using Matrix.Report.Rendering;
using Matrix.Results;

namespace Matrix.Report;

/// <summary>Which template shows what.</summary>
internal static class PageTemplates
{
    public static IReadOnlyDictionary<string, Type> Models { get; } = new Dictionary<string, Type>
    {
        [SitePage.Readiness.File] = typeof(ReadinessPage),
        [SitePage.Fixes.File] = typeof(FixesPage),
        [SitePage.Trend.File] = typeof(TrendPage),
        [SitePage.Crates.File] = typeof(CratesPage),
        ["crate.html"] = typeof(CratePage),
        [SitePage.Speed.File] = typeof(SpeedPage),
        [SitePage.Run.File] = typeof(RunPage),
        ["log.html"] = typeof(LogPage),
        ["summary.md"] = typeof(SummaryFile),
        ["diff.md"] = typeof(DiffPage),
        ["issue-cause.md"] = typeof(CausePage),
        ["issue-goal.md"] = typeof(GoalIssuePage),
        ["issue-dashboard.md"] = typeof(DashboardPage),
        ["issue-upstream.md"] = typeof(DraftPage),
    };

    /// <param name="own">A folder whose files take the place of the project's; null: none.</param>
    /// <exception cref="MatrixException">A template is broken.</exception>
    public static Templates Load(string? own = null) => Templates.Load(new TemplateFolder(TemplateFolder.OfProject, own), Models);
}
