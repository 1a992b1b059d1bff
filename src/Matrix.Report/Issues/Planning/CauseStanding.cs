namespace Matrix.Report.Issues.Planning;

/// <summary>What the sweeps say of a cause, as the label <c>status/…</c> has it.</summary>
internal enum CauseStanding
{
    Failing,
    NotSeen,
    Gone,
}
