using Matrix.Report.Causes;
using Matrix.Report.History;
using Matrix.Report.Sweeps;

namespace Matrix.Report.Issues.Plan;

/// <summary>What the sweeps say, as a plan needs it.</summary>
/// <param name="Newer">Start of a sweep of the history that is newer than the present one; null: there is none.</param>
internal sealed record PlanFacts(Sweep Sweep, SweepHistory History, CauseHistories Causes, IReadOnlyList<CauseOccurrence> Failures, DateTimeOffset? Newer)
{
    public static PlanFacts Of(Sweep sweep, SweepHistory history, DateTimeOffset? newer) => new(sweep, history, new CauseHistories(history), [.. CauseOccurrence.In(sweep)], newer);
}
