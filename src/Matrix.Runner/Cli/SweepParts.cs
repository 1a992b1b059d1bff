using Matrix.Runner.Legs;
using Matrix.Runner.Measuring;
using Matrix.Runner.Preparation;
using Matrix.Runner.Reuse;
using Matrix.Runner.RustcCache;

namespace Matrix.Runner.Cli;

/// <summary>What a sweep runs with.</summary>
internal sealed class SweepParts(LegStore? legs, UnitStore? units) : IDisposable
{
    public required CrateRunSettings Settings { get; init; }

    public required SourcePreparation Preparation { get; init; }

    public required LegRun LegRun { get; init; }

    public required MeasuredBuilds Builds { get; init; }

    /// <summary>All crates are done: what was kept for later sweeps beyond what may be, and what was kept for this one.</summary>
    public void RemoveWhatIsNotNeeded()
    {
        legs?.Trim();
        if (!Settings.KeepWork)
            units?.Remove();
    }

    public void Dispose() => Settings.Slots.Dispose();
}
