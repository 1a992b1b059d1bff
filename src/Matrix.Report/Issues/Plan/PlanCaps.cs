using System.Collections.Immutable;

namespace Matrix.Report.Issues.Plan;

/// <summary>How many issues may be opened and comments written.</summary>
internal sealed record PlanCaps(int NewIssues, int Comments)
{
    /// <summary>The steps that are within them, in order. One that needs a comment is not done without it.</summary>
    public (ImmutableArray<IssueStep> Steps, ImmutableArray<Remark> Postponed) Apply(IEnumerable<IssueStep> steps)
    {
        var (within, postponed, left) = (ImmutableArray.CreateBuilder<IssueStep>(), ImmutableArray.CreateBuilder<Remark>(), this);
        foreach (var step in steps.Where(step => !step.ChangesNothing))
        {
            var after = left.After([step]);
            if (after is not { NewIssues: >= 0, Comments: >= 0 })
            {
                postponed.Add(new Remark(Name(step), step.Why));
                continue;
            }

            within.Add(step);
            left = after;
        }

        return (within.ToImmutable(), postponed.ToImmutable());
    }

    public PlanCaps After(IEnumerable<IssueStep> steps) =>
        steps.Aggregate(this, (left, step) => new PlanCaps(left.NewIssues - (step.Number is null ? 1 : 0), left.Comments - step.Comments.Length));

    private static string Name(IssueStep step) => step.Number is { } number ? $"#{number} {step.Title}" : step.Title;
}
