using Matrix.Report.Issues.Text;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Issues.Plan;

/// <summary>The issues that sum up: one for each goal that has causes, and the dashboard.</summary>
internal sealed class OverviewSteps(OverviewBodies bodies)
{
    private const string DashboardId = "dashboard";
    private const string DashboardTitle = "Cranelift Matrix: where we are";
    private const string Room = "\n\n";

    // Causes that a goal lists. Years close hundreds.
    private static readonly int[] Shown = [500, 200, 50, 0];

    public IReadOnlyList<StepOutcome> Of(IReadOnlyList<OurIssue> ours, IReadOnlyList<CauseLine> causes)
    {
        var goals = Goals(causes);
        if (goals.Count == 0)
            return [];

        var links = goals.ToDictionary(goal => goal, goal => Find(ours, goal) is { Number: var number } ? $"#{number}" : "opened by this run");
        return
        [
            .. goals.Select(goal => Step(Find(ours, goal), IssueKind.Goal, WireName.Of(goal), $"{goal.Words()}: what stops crates", shown => bodies.Goal(goal, [.. causes.Where(cause => cause.Goal == goal)], shown))),
            Step(Find(ours, IssueKind.Dashboard, DashboardId), IssueKind.Dashboard, DashboardId, DashboardTitle, _ => bodies.Dashboard(links, causes)),
        ];
    }

    /// <summary>How many have to be opened.</summary>
    public static int Missing(IReadOnlyList<OurIssue> ours, IReadOnlyList<CauseLine> causes) => Goals(causes) is { Count: > 0 } goals
        ? goals.Count(goal => Find(ours, goal) is null) + (Find(ours, IssueKind.Dashboard, DashboardId) is null ? 1 : 0)
        : 0;

    // Those that a cause with an issue belongs to.
    private static List<Goal> Goals(IEnumerable<CauseLine> causes) =>
        [.. causes.Where(cause => cause.State != CauseLineState.Waiting).Select(cause => cause.Goal).Distinct().Order()];

    private static OurIssue? Find(IReadOnlyList<OurIssue> ours, Goal goal) => Find(ours, IssueKind.Goal, WireName.Of(goal));

    private static OurIssue? Find(IReadOnlyList<OurIssue> ours, IssueKind kind, string id) =>
        ours.FirstOrDefault(issue => issue.Id == id && (issue.Marker is null || issue.Marker.Kind == kind));

    private static StepOutcome Step(OurIssue? issue, IssueKind kind, string id, string title, Func<int, string> text)
    {
        var mark = new IssueMarker { Kind = kind, Id = id };
        if (issue is null)
            return Outcome(new IssueStep(null, id, title, "there is none yet") { Kind = kind, BodyAfter = MarkedBody.Fitting(mark, Shown, text, Room)!, AddLabels = [WantedLabels.Tracking] });
        if (issue.Obstacle is { } obstacle)
            return new StepOutcome(null, new Remark($"#{issue.Number} {issue.Issue.Title}", obstacle));
        if (!issue.Issue.IsOpen)
            return new StepOutcome(null, new Remark($"#{issue.Number} {issue.Issue.Title}", "somebody closed it"));
        if (MarkedBody.Fitting(mark, Shown, text, issue.Body.HumanText!) is not { } body)
            return new StepOutcome(null, new Remark($"#{issue.Number} {issue.Issue.Title}", "what people wrote in it leaves no room for what the tool writes"));

        return Outcome(new IssueStep(issue.Number, id, issue.Issue.Title, "its figures have changed")
        {
            Kind = kind,
            BodyBefore = issue.Issue.Body,
            BodyAfter = body,
            AddLabels = issue.Issue.Labels.Contains(WantedLabels.Tracking, StringComparer.OrdinalIgnoreCase) ? [] : [WantedLabels.Tracking],
        });
    }

    private static StepOutcome Outcome(IssueStep step) => new(step.ChangesNothing ? null : step, null) { Labels = [WantedLabels.Tracking] };
}
