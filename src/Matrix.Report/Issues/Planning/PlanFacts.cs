using Matrix.Report.Causes;
using Matrix.Report.Issues.Bodies;
using Matrix.Report.Issues.Sighted;
using Matrix.Report.Sweeps;
using Matrix.Report.Timelines;

namespace Matrix.Report.Issues.Planning;

/// <summary>What the sweeps say, as a plan needs it.</summary>
/// <param name="Newer">Start of a sweep of the history that is newer than the present one; null: there is none.</param>
internal sealed record PlanFacts(Sweep Sweep, Timeline Timeline, Sightings Sightings, IReadOnlyList<CauseOccurrence> Failures, DateTimeOffset? Newer)
{
    public static PlanFacts Of(Sweep sweep, Timeline timeline, DateTimeOffset? newer) => new(sweep, timeline, new Sightings(timeline), [.. CauseOccurrence.In(sweep)], newer);
}
