using System.Collections.Immutable;
using Matrix.Report.Issues.Text;

namespace Matrix.Report.Issues.Plan;

/// <summary>What a look at one issue, or at a cause without one, came to.</summary>
/// <param name="Step">Null: there is nothing to do.</param>
/// <param name="Left">Why nothing is done; null: there is nothing to say of it.</param>
internal sealed record StepOutcome(IssueStep? Step, Remark? Left)
{
    /// <summary>For the overviews.</summary>
    public ImmutableArray<CauseLine> Lines { get; init; } = [];

    /// <summary>That it has or gets.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Of an issue that this run may open no more.</summary>
    public StepOutcome Postponed() => new(null, new Remark(Step!.Title, Step.Why))
    {
        Lines = [.. Lines.Select(line => line with { State = CauseLineState.Waiting })],
    };
}
