using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Crates.Upkeep;

namespace Matrix.Runner.Progress;

/// <summary>What happens in a sweep: all that the terminal knows.</summary>
internal abstract record SweepEvent
{
    private SweepEvent()
    {
    }

    /// <param name="Done">Crates that an earlier, interrupted start had finished.</param>
    public sealed record Started(int Crates, int Done, int Jobs) : SweepEvent;

    public sealed record CrateStarted(CrateName Crate) : SweepEvent;

    public sealed record PhaseStarted(CrateName Crate, LegName Leg, Phase Phase) : SweepEvent;

    public sealed record CrateFinished(CrateName Crate, Verdict Verdict) : SweepEvent;

    public sealed record Finished : SweepEvent;

    /// <summary>The list was held against what came.</summary>
    /// <param name="Command">What reviews it again.</param>
    /// <param name="IsWritten">The list is being made true.</param>
    public sealed record ListReviewed(ListReview Review, string Command, bool IsWritten) : SweepEvent;
}

internal interface ISweepProgress
{
    /// <summary>Called from several threads.</summary>
    void Report(SweepEvent happened);
}
