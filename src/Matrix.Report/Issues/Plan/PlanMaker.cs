using System.Collections.Immutable;
using Matrix.Report.Causes;
using Matrix.Report.History;
using Matrix.Report.Issues.Text;
using Matrix.Report.Sweeps;

namespace Matrix.Report.Issues.Plan;

/// <summary>
/// From what the sweeps say and the issues that are there to what is to be written. Pure: the same in, the same out, and what was made of
/// its plan asks for nothing more.
/// </summary>
internal sealed class PlanMaker(PlanFacts facts, IssuePolicy policy, CauseSteps causes, OverviewSteps overviews)
{
    /// <param name="caps">How much may still be written in this run.</param>
    public IssuePlan Make(IReadOnlyList<TrackedIssue> issues, IReadOnlyList<TrackedLabel> labels, PlanCaps caps)
    {
        var marked = OurIssue.In(issues);
        var ours = marked.Where(issue => issue.IsVouchedFor).ToList();
        var ownership = new Ownership(ours, facts);
        var existing = ownership.Causes.Select(cause => causes.Existing(cause, ownership)).ToList();
        var found = Ranked(ownership).Select(causes.New).ToLookup(outcome => outcome.Step is not null);
        var (opened, later) = Within(caps, [.. found[true]], lines => OverviewSteps.Missing(ours, [.. existing.SelectMany(outcome => outcome.Lines), .. lines]));
        var capped = caps.Apply(Steps([.. existing, .. opened]).OrderBy(Urgency));
        var summed = overviews.Of(ours, [.. existing.Concat(opened).Concat(later).Concat(found[false]).SelectMany(outcome => outcome.Lines)]);
        var rest = caps.After(capped.Steps).Apply(Steps(summed));
        return new IssuePlan
        {
            Newest = issues.Select(issue => issue.Number).DefaultIfEmpty().Max(),
            Stopped = RegressionGuard.Objection(facts, policy),
            Labels = [.. WantedLabels.Steps([.. existing, .. opened, .. summed], labels, policy.Labels)],
            Steps = [.. capped.Steps.Concat(rest.Steps).OrderBy(Urgency)],
            Waiting = [.. found[false].Select(outcome => outcome.Left!)],
            Postponed = [.. later.Select(outcome => outcome.Left!), .. capped.Postponed, .. rest.Postponed],
            LeftAlone = [.. marked.Select(issue => issue.Doubt).Concat(existing.Concat(summed).Select(outcome => outcome.Left)).OfType<Remark>()],
            Unchanged = existing.Concat(summed).Count(outcome => outcome is { Step: null, Left: null }),
        };
    }

    // Those that stop most come first: caps may leave the others for the next run.
    private static IEnumerable<UnownedCause> Ranked(Ownership ownership) =>
        ownership.Unowned.OrderByDescending(cause => cause.History.Crates.Count()).ThenBy(cause => CauseId.Of(cause.Cause), StringComparer.Ordinal);

    // As many causes as may be opened together with the issues that sum them up; where the cap is too low for that, causes go first.
    private static (IReadOnlyList<StepOutcome> Opened, IEnumerable<StepOutcome> Later) Within(PlanCaps caps, IReadOnlyList<StepOutcome> ready, Func<IEnumerable<CauseLine>, int> overviewsFor)
    {
        var fitting = Enumerable.Range(1, ready.Count).Where(count => count + overviewsFor(ready.Take(count).SelectMany(outcome => outcome.Lines)) <= caps.NewIssues).LastOrDefault();
        var opened = fitting > 0 ? fitting : Math.Min(ready.Count, caps.NewIssues);
        return ([.. ready.Take(opened)], ready.Skip(opened).Select(outcome => outcome.Postponed()));
    }

    // An hour's writes may not be enough for all: what only brings figures up to date comes last, and first of that what has waited longest.
    private static DateTimeOffset Urgency(IssueStep step) => step.OnlyRefreshes ?? DateTimeOffset.MinValue;

    private static IEnumerable<IssueStep> Steps(IEnumerable<StepOutcome> outcomes) => outcomes.Select(outcome => outcome.Step).OfType<IssueStep>();
}

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

/// <summary>What the sweeps say, as a plan needs it.</summary>
/// <param name="Newer">Start of a sweep of the history that is newer than the present one; null: there is none.</param>
internal sealed record PlanFacts(Sweep Sweep, SweepHistory History, CauseHistories Causes, IReadOnlyList<CauseOccurrence> Failures, DateTimeOffset? Newer)
{
    public static PlanFacts Of(Sweep sweep, SweepHistory history, DateTimeOffset? newer) => new(sweep, history, new CauseHistories(history), [.. CauseOccurrence.In(sweep)], newer);
}
