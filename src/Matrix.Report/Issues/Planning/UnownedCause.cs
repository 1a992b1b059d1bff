using Matrix.Report.Causes;
using Matrix.Report.Issues.Sighted;
using Matrix.Report.Timelines;

namespace Matrix.Report.Issues.Planning;

/// <summary>A cause, as far as it belongs to no issue.</summary>
/// <param name="Failures">Of the present sweep, never none.</param>
/// <param name="Suspect">An issue whose rule nobody can read, and which may be its; null: there is none.</param>
internal sealed record UnownedCause(CauseKey Cause, CauseRecord Record, IReadOnlyList<CauseOccurrence> Failures, OurIssue? Suspect);
