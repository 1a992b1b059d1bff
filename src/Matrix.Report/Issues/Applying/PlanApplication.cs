using Matrix.Report.Issues.Marking;
using Matrix.Report.Issues.Planning;
using Matrix.Report.Issues.Tracking;

namespace Matrix.Report.Issues.Applying;

/// <summary>
/// Does what a plan says, one write after the other. Each looks first whether it was done already, by a run that was killed or whose answer
/// was lost; so a run that ends half-way is finished by the next, and nothing is there twice.
/// </summary>
internal sealed class PlanApplication(IIssueTracker tracker, Action<string> tell)
{
    private readonly Dictionary<string, TrackedIssue> openedSince = new(StringComparer.Ordinal);
    private int newest;

    /// <summary>Steps that were not done because somebody changed the issue meanwhile: the next run makes a new plan of them.</summary>
    public int Overtaken { get; private set; }

    public async Task ExecuteAsync(IssuePlan plan, CancellationToken cancellation)
    {
        newest = plan.Newest;
        openedSince.Clear();
        foreach (var label in plan.Labels)
            await (label.Before is null ? tracker.CreateLabelAsync(label.After, cancellation) : tracker.UpdateLabelAsync(label.After, cancellation));

        foreach (var step in plan.Steps)
        {
            if (step.Number is { } number)
                await ChangeAsync(number, step, cancellation);
            else
                await OpenAsync(step, cancellation);
        }
    }

    // Somebody else's run may have been quicker.
    private async Task OpenAsync(IssueStep step, CancellationToken cancellation)
    {
        if (await FindAsync(step.Id, cancellation) is { } other)
        {
            Overtaken++;
            tell($"#{other.Number} was opened meanwhile: left for the next run");
            return;
        }

        var issue = new NewIssue(step.Title, step.BodyAfter, step.AddLabels);
        var opened = await OnceAsync(() => tracker.OpenAsync(issue, cancellation), () => FindAsync(step.Id, cancellation));
        tell($"opened #{opened.Number} {opened.Title}");
    }

    private async Task ChangeAsync(int number, IssueStep step, CancellationToken cancellation)
    {
        var now = await tracker.IssueAsync(number, cancellation);
        if (now.Body != step.BodyBefore || now.IsOpen == step.State is StateChange.Reopen)
        {
            Overtaken++;
            tell($"#{number} was changed meanwhile: left for the next run");
            return;
        }

        await CommentAsync(number, step, cancellation);
        if (!step.AddLabels.IsEmpty)
            await tracker.AddLabelsAsync(number, step.AddLabels, cancellation);
        foreach (var label in step.RemoveLabels)
            await tracker.RemoveLabelAsync(number, label, cancellation);

        // The last of all: what it says of comments and of the state is then true.
        if (!step.IsSameBody(now.Body) || step.State is not null)
            await tracker.UpdateAsync(number, new IssueChange { Body = step.IsSameBody(now.Body) ? null : step.BodyAfter, State = step.State }, cancellation);
        tell($"{step.State switch { StateChange.Reopen => "reopened", StateChange.CloseCompleted => "closed", _ => "updated" }} #{number} {step.Title}");
    }

    private async Task CommentAsync(int number, IssueStep step, CancellationToken cancellation)
    {
        if (step.Comments.IsEmpty)
            return;

        var there = await tracker.CommentsAsync(number, cancellation);
        foreach (var comment in step.Comments.Where(comment => !there.Any(comment.IsIn)))
        {
            await OnceAsync(
                () => tracker.CommentAsync(number, comment.Body, cancellation),
                async () => (await tracker.CommentsAsync(number, cancellation)).FirstOrDefault(comment.IsIn));
        }
    }

    // An older one with the same id is known to the plan: its rule was edited, and no longer takes what it was opened for.
    private async Task<TrackedIssue?> FindAsync(string id, CancellationToken cancellation)
    {
        var latest = await tracker.IssuesAfterAsync(newest, cancellation);
        foreach (var issue in OurIssue.In(latest).Where(issue => issue.IsVouchedFor))
            openedSince[issue.Id] = issue.There;
        newest = latest.Select(issue => issue.Number).Append(newest).Max();
        return openedSince.GetValueOrDefault(id);
    }

    // Whoever does not know whether it was done looks, and only then does it again.
    private static async Task<T> OnceAsync<T>(Func<Task<T>> write, Func<Task<T?>> find)
        where T : class
    {
        try
        {
            return await write();
        }
        catch (AnswerLostException)
        {
            return await find() ?? await write();
        }
    }
}
