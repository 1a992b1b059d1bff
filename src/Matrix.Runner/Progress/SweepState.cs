using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Events;

namespace Matrix.Runner.Progress;

/// <summary>What a sweep is doing now, as its events tell it. Its times are timestamps of the clock, which never jumps as the time of day does.</summary>
internal sealed class SweepState(TimeProvider time)
{
    private readonly Dictionary<string, RunningCrate> running = [];
    private readonly Dictionary<VerdictKind, int> verdicts = [];
    private long start = time.GetTimestamp();
    private int before;
    private int rounds;

    /// <summary>Longest running first.</summary>
    public IReadOnlyList<RunningCrate> Running => [.. running.Values.OrderBy(crate => crate.Since)];

    public int Total { get; private set; }

    public int Done { get; private set; }

    public int Jobs { get; private set; } = 1;

    public bool IsMeasuring { get; private set; }

    public IReadOnlyDictionary<VerdictKind, int> Verdicts => verdicts;

    public TimeSpan Elapsed => time.GetElapsedTime(start);

    /// <summary>From the pace so far; null before anything is done.</summary>
    public TimeSpan? Left => Done - before is var done and > 0 ? Elapsed * ((double)(Total - Done) / done) : null;

    public void Apply(SweepEvent happened)
    {
        switch (happened)
        {
            case SweepEvent.Started started:
                (Total, Done, before, Jobs, start) = (started.Crates, started.Done, started.Done, started.Jobs, time.GetTimestamp());
                break;
            case SweepEvent.CrateStarted crate:
                running[crate.Crate.Value] = new RunningCrate(crate.Crate.Value, "checkout", time.GetTimestamp(), time.GetTimestamp());
                break;
            case SweepEvent.PhaseStarted phase when running.TryGetValue(phase.Crate.Value, out var crate):
                running[phase.Crate.Value] = crate.In(phase.Leg, phase.Phase, time.GetTimestamp());
                break;
            case SweepEvent.LegFinished leg when running.TryGetValue(leg.Crate.Value, out var crate):
                running[leg.Crate.Value] = crate.Without(leg.Leg);
                break;
            case SweepEvent.CrateFinished finished:
                running.Remove(finished.Crate.Value);
                verdicts[finished.Verdict.Kind] = verdicts.GetValueOrDefault(finished.Verdict.Kind) + 1;
                Done++;
                break;
            case SweepEvent.MeasuringStarted measuring:
                (Total, Done, before, rounds, start) = (measuring.Crates, measuring.Done, measuring.Done, measuring.Rounds, time.GetTimestamp());
                (Jobs, IsMeasuring) = (1, true);
                verdicts.Clear();
                break;
            case SweepEvent.MeasuredBuildStarted build when running.TryGetValue(build.Crate.Value, out var crate):
                running[build.Crate.Value] = crate with { Doing = DoingOf(build), DoingSince = time.GetTimestamp() };
                break;
            case SweepEvent.CrateMeasured measured:
                running.Remove(measured.Crate.Value);
                Done++;
                break;
        }
    }

    private string DoingOf(SweepEvent.MeasuredBuildStarted build) => build.Round == 0
        ? $"{build.Backend} check before measuring"
        : $"{build.Backend} round {build.Round} of {rounds}";
}

/// <param name="Doing">Leg and phase; of both legs where they run side by side.</param>
/// <param name="Since">A timestamp, as <see cref="TimeProvider.GetTimestamp"/> gives it.</param>
/// <param name="DoingSince">As <paramref name="Since"/>.</param>
internal sealed record RunningCrate(string Name, string Doing, long Since, long DoingSince)
{
    private ImmutableList<(LegName Leg, Phase Phase)> Legs { get; init; } = [];

    public RunningCrate In(LegName leg, Phase phase, long now) => Showing(Legs.RemoveAll(other => other.Leg == leg).Add((leg, phase))) with { DoingSince = now };

    /// <summary>What it did last is shown until it does something else.</summary>
    public RunningCrate Without(LegName leg) => Showing(Legs.RemoveAll(other => other.Leg == leg));

    private RunningCrate Showing(ImmutableList<(LegName Leg, Phase Phase)> legs) => this with
    {
        Legs = legs,
        Doing = legs.IsEmpty ? Doing : string.Join(", ", legs.Select(at => $"{at.Leg} {WireName.Of(at.Phase)}")),
    };
}
