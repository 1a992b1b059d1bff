using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Crates.Expectations;

namespace Matrix.Runner.Events;

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

    /// <summary>It, or what was run of it again, has come to its end.</summary>
    public sealed record LegFinished(CrateName Crate, LegName Leg) : SweepEvent;

    public sealed record CrateFinished(CrateName Crate, Verdict Verdict) : SweepEvent;

    public sealed record Finished : SweepEvent;

    /// <param name="Crates">Those that can be measured.</param>
    /// <param name="Done">Crates that an earlier start had measured.</param>
    public sealed record MeasuringStarted(int Crates, int Done, int Rounds) : SweepEvent;

    /// <param name="Round">From 1; 0 is the look before the first.</param>
    public sealed record MeasuredBuildStarted(CrateName Crate, BackendName Backend, int Round) : SweepEvent;

    public sealed record CrateMeasured(CrateName Crate, SpeedResult Speed) : SweepEvent;

    public sealed record MeasuringFinished(SpeedSummary Summary) : SweepEvent;

    /// <summary>The list was compared with the results.</summary>
    /// <param name="Command">What reviews it again.</param>
    /// <param name="IsWritten">The list is being made true.</param>
    public sealed record ListReviewed(ListReview Review, string Command, bool IsWritten) : SweepEvent;
}
