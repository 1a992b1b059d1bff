using Matrix.Report.Goals;
using Matrix.Report.Issues.Bodies;
using Matrix.Report.Issues.Marking;
using Matrix.Results;

namespace Matrix.Report.Issues.Planning;

/// <summary>The issues that sum up: one for each goal that has causes, and the dashboard.</summary>
internal sealed class OverviewSteps(OverviewBodies bodies)
{
    private const string DashboardId = "dashboard";
    private const string DashboardTitle = "Cranelift Matrix: where we are";
    private const string Room = "\n\n";

    public IReadOnlyList<StepOutcome> Of(IReadOnlyList<OurIssue> ours, IReadOnlyList<CauseLine> causes)
    {
        var goals = causes.GroupBy(cause => cause.Goal).OrderBy(group => group.Key).ToList();
        if (goals.Count == 0)
            return [];

        var steps = goals.Select(group => Step(Find(ours, IssueKind.Goal, WireName.Of(group.Key)), IssueKind.Goal, WireName.Of(group.Key), $"{group.Key.Words()}: what stops crates", bodies.Goal(group.Key, [.. group])));
        var links = goals.ToDictionary(group => group.Key, group => Find(ours, IssueKind.Goal, WireName.Of(group.Key)) is { Number: var number } ? $"#{number}" : "opened by this run");
        return [.. steps, Step(Find(ours, IssueKind.Dashboard, DashboardId), IssueKind.Dashboard, DashboardId, DashboardTitle, bodies.Dashboard(links, causes))];
    }

    private static OurIssue? Find(IReadOnlyList<OurIssue> ours, IssueKind kind, string id) =>
        ours.FirstOrDefault(issue => issue.Id == id && (issue.Mark is null || issue.Mark.Kind == kind));

    private static StepOutcome Step(OurIssue? issue, IssueKind kind, string id, string title, string text)
    {
        var mark = new IssueMark { Kind = kind, Id = id };
        if (issue is null)
            return new StepOutcome(new IssueStep(null, id, title, "there is none yet") { BodyAfter = MarkedBody.Compose(mark, text, Room) }, null);
        if (issue.Obstacle is { } obstacle)
            return new StepOutcome(null, new Remark($"#{issue.Number} {issue.There.Title}", obstacle));
        if (!issue.There.IsOpen)
            return new StepOutcome(null, new Remark($"#{issue.Number} {issue.There.Title}", "somebody closed it"));

        var body = MarkedBody.Compose(mark, text, issue.Body.People!);
        if (body.Length > MarkedBody.Longest)
            return new StepOutcome(null, new Remark($"#{issue.Number} {issue.There.Title}", "what people wrote in it leaves no room for what the tool writes"));

        var step = new IssueStep(issue.Number, id, issue.There.Title, "its figures have changed") { BodyBefore = issue.There.Body, BodyAfter = body };
        return new StepOutcome(step.ChangesNothing ? null : step, null);
    }
}
