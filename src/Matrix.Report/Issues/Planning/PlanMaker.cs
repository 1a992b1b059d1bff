using System.Collections.Immutable;
using Matrix.Report.Causes;
using Matrix.Report.Issues.Bodies;
using Matrix.Report.Issues.Marking;
using Matrix.Report.Issues.Policy;
using Matrix.Report.Issues.Sighted;
using Matrix.Report.Issues.Tracking;
using Matrix.Report.Timelines;
using Matrix.Report.Wording;

namespace Matrix.Report.Issues.Planning;

/// <summary>
/// From what the sweeps say and the issues that are there to what is to be written. Pure: the same in, the same out, and what was made of
/// its plan asks for nothing more.
/// </summary>
internal sealed class PlanMaker(PlanFacts facts, IssuePolicy policy, CauseSteps causes, OverviewSteps overviews)
{
    /// <param name="caps">How much may still be written in this run.</param>
    public IssuePlan Make(IReadOnlyList<TrackedIssue> issues, IReadOnlyList<TrackedLabel> labels, PlanCaps caps)
    {
        var ours = OurIssue.In(issues);
        var ownership = new Ownership(ours);
        var existing = ownership.Causes.Select(issue => causes.Existing(issue, ownership)).ToList();
        var (wanted, waiting) = New(ownership);
        var capped = caps.Apply([.. existing.Select(outcome => outcome.Step).OfType<IssueStep>(), .. wanted.Select(outcome => outcome.Step!)]);
        var lines = existing.Concat(wanted.Where(outcome => capped.Steps.Contains(outcome.Step!))).SelectMany(outcome => outcome.Lines).ToList();
        var summed = overviews.Of(ours, lines);
        var rest = caps.After(capped.Steps).Apply([.. summed.Select(outcome => outcome.Step).OfType<IssueStep>()]);

        ImmutableArray<IssueStep> steps = [.. capped.Steps, .. rest.Steps];
        return new IssuePlan
        {
            Stopped = Guard.Objection(facts.Sweep, facts.Timeline, policy),
            Labels = [.. WantedLabels.Steps(existing.Concat(wanted).SelectMany(outcome => outcome.Labels), labels, policy.Colours)],
            Steps = steps,
            Waiting = [.. waiting, .. capped.Waiting, .. rest.Waiting],
            LeftAlone = [.. existing.Concat(summed).Select(outcome => outcome.Left).OfType<Remark>()],
            Unchanged = existing.Concat(summed).Count(outcome => outcome is { Step: null, Left: null }),
        };
    }

    // Those that stop most come first: caps may leave the others for the next run.
    private (List<StepOutcome> Wanted, List<Remark> Waiting) New(Ownership ownership)
    {
        var (wanted, waiting) = (new List<StepOutcome>(), new List<Remark>());
        var unowned = facts.Failures.Where(failure => ownership.OwnerOf(Sighting.Of(failure)) is null).GroupBy(failure => failure.Key);
        foreach (var group in unowned.Select(group => (group.Key, Failures: group.ToList())).OrderByDescending(pair => Crates(pair.Failures)).ThenBy(pair => CauseId.Of(pair.Key), StringComparer.Ordinal))
        {
            var record = CauseRecord.Of(facts.Sightings, sighting => sighting.Cause == group.Key && ownership.OwnerOf(sighting) is null);
            if (record.Sweeps >= policy.OpenAfterSweeps || Crates(group.Failures) >= policy.OpenAfterCrates)
                wanted.Add(causes.New(group.Key, record, group.Failures));
            else
                waiting.Add(new Remark(group.Key.Label, $"seen in {Words.Count(record.Sweeps, "sweep")} and {Words.Count(Crates(group.Failures), "crate")}; it gets its issue with {policy.OpenAfterSweeps} or {policy.OpenAfterCrates}"));
        }

        return (wanted, waiting);
    }

    private static int Crates(IEnumerable<CauseOccurrence> failures) => failures.Select(failure => failure.Crate.Name).Distinct().Count();
}

/// <summary>What a look at one issue came to.</summary>
/// <param name="Step">Null: there is nothing to do.</param>
/// <param name="Left">Why it is not touched; null: it may be.</param>
internal sealed record StepOutcome(IssueStep? Step, Remark? Left)
{
    /// <summary>For the overviews.</summary>
    public ImmutableArray<CauseLine> Lines { get; init; } = [];

    /// <summary>That it has or gets.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];
}
