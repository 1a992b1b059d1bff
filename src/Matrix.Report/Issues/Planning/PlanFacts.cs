using Matrix.Report.Causes;
using Matrix.Report.Issues.Bodies;
using Matrix.Report.Issues.Sighted;
using Matrix.Report.Sweeps;
using Matrix.Report.Timelines;

namespace Matrix.Report.Issues.Planning;

/// <summary>What the sweeps say, as a plan needs it.</summary>
internal sealed record PlanFacts(Sweep Sweep, Timeline Timeline, Sightings Sightings, IReadOnlyList<CauseOccurrence> Failures)
{
    public static PlanFacts Of(Sweep sweep, Timeline timeline) => new(sweep, timeline, new Sightings(timeline), [.. CauseOccurrence.In(sweep)]);
}
