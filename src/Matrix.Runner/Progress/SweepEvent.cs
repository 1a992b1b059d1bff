using Matrix.Results;
using Matrix.Runner.Crates;

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
}

internal interface ISweepProgress
{
    /// <summary>Called from several threads.</summary>
    void Report(SweepEvent happened);
}
