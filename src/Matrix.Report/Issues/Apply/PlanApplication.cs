using Matrix.Report.Issues.Plan;

namespace Matrix.Report.Issues.Apply;

/// <summary>
/// Does what a plan says, one write after the other. Each looks first whether it was done already, by a run that was killed or whose answer
/// was lost; so a run that ends half-way is finished by the next, and nothing is there twice.
/// </summary>
internal sealed class PlanApplication(IIssueTracker tracker, Action<string> tell, TimeProvider time)
{
    // What was written may take seconds to be seen.
    private const int Looks = 5;

    // What is not seen yet may have a lower number than what is: so many are looked at again, which is within one page.
    private const int Unsettled = 50;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(3);

    private readonly Dictionary<int, TrackedIssue> openedSince = [];
    private int newest;

    /// <summary>Steps that were not done because somebody changed the issue meanwhile: the next run makes a new plan of them.</summary>
    public int Overtaken { get; private set; }

    /// <summary>Of the first step of which nobody knows whether it was done; null: there was none. The next run looks, and goes on from there.</summary>
    public AnswerLostException? Lost { get; private set; }

    public async Task ExecuteAsync(IssuePlan plan, CancellationToken cancellation)
    {
        newest = plan.Newest;
        openedSince.Clear();
        foreach (var label in plan.Labels)
            await (label.Before is null ? tracker.CreateLabelAsync(label.After, cancellation) : tracker.UpdateLabelAsync(label.After, cancellation));

        foreach (var step in plan.Steps)
            await ExecuteAsync(step, cancellation);
    }

    private async Task ExecuteAsync(IssueStep step, CancellationToken cancellation)
    {
        try
        {
            await (step.Number is { } number ? ChangeAsync(number, step, cancellation) : OpenAsync(step, cancellation));
        }
        catch (AnswerLostException lost)
        {
            Lost ??= lost;
            tell($"{lost.Message}: left for the next run");
        }
    }

    // Somebody else's run may have been quicker.
    private async Task OpenAsync(IssueStep step, CancellationToken cancellation)
    {
        if (await FindAsync(step, cancellation) is { } other)
        {
            Overtaken++;
            tell($"#{other.Number} was opened meanwhile: left for the next run");
            return;
        }

        var issue = new NewIssue(step.Title, step.BodyAfter, step.AddLabels);
        var opened = await OnceAsync(() => tracker.OpenAsync(issue, cancellation), () => FindAsync(step, cancellation), cancellation);
        tell($"opened #{opened.Number} {opened.Title}");
    }

    private async Task ChangeAsync(int number, IssueStep step, CancellationToken cancellation)
    {
        if (await tracker.IssueAsync(number, cancellation) is not { IsLocked: false } now || now.Body != step.BodyBefore || now.IsOpen == step.State is StateChange.Reopen)
        {
            Overtaken++;
            tell($"#{number} was changed meanwhile, or is there no more: left for the next run");
            return;
        }

        await CommentAsync(now, step, cancellation);
        if (!step.AddLabels.IsEmpty)
            await tracker.AddLabelsAsync(number, step.AddLabels, cancellation);
        foreach (var label in step.RemoveLabels)
            await tracker.RemoveLabelAsync(number, label, cancellation);

        // The last of all: what it says of comments and of the state is then true.
        if (!step.IsSameBody(now.Body) || step.State is not null)
            await tracker.UpdateAsync(number, new IssueChange { Body = step.IsSameBody(now.Body) ? null : step.BodyAfter, State = step.State }, cancellation);
        tell($"{step.State switch { StateChange.Reopen => "reopened", StateChange.CloseCompleted => "closed", _ => "updated" }} #{number} {step.Title}");
    }

    private async Task CommentAsync(TrackedIssue issue, IssueStep step, CancellationToken cancellation)
    {
        if (step.Comments.IsEmpty)
            return;

        var there = await tracker.CommentsAsync(issue.Number, cancellation);
        foreach (var comment in step.Comments.Where(comment => !there.Any(written => comment.IsIn(written, issue))))
        {
            await OnceAsync(
                () => tracker.CommentAsync(issue.Number, comment.Body, cancellation),
                async () => (await tracker.CommentsAsync(issue.Number, cancellation)).FirstOrDefault(written => comment.IsIn(written, issue)),
                cancellation);
        }
    }

    // An older one with the same id is known to the plan: its rule was edited, and no longer takes what it was opened for.
    private async Task<TrackedIssue?> FindAsync(IssueStep step, CancellationToken cancellation)
    {
        foreach (var issue in await tracker.IssuesAfterAsync(newest, cancellation))
            openedSince[issue.Number] = issue;

        newest = Math.Max(newest, openedSince.Keys.DefaultIfEmpty().Max() - Unsettled);
        return OurIssue.In(openedSince.Values).FirstOrDefault(issue => issue.IsVouchedFor && issue.Id == step.Id && (issue.Marker is null || issue.Marker.Kind == step.Kind))?.Issue;
    }

    // Whoever does not know whether it was done looks for it, and never does it again.
    private async Task<T> OnceAsync<T>(Func<Task<T>> write, Func<Task<T?>> find, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return await write();
        }
        catch (AnswerLostException)
        {
            for (var look = 0; look < Looks; look++)
            {
                if (await find() is { } found)
                    return found;
                await Task.Delay(BetweenLooks, time, cancellation);
            }

            throw;
        }
    }
}
