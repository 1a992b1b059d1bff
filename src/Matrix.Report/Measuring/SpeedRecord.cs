using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Measuring;

/// <summary>How long a crate takes to build with each backend, measured alone.</summary>
internal sealed record SpeedRecord(string Platform, SpeedResult Result)
{
    public Side? Clean { get; } = Side.Of(Measured(Result).Select(round => ((double?)round.Baseline.Clean, (double?)round.Candidate.Clean)));

    public Side? Rebuild { get; } = Side.Of(Measured(Result).Select(round => (round.Baseline.Rebuild, round.Candidate.Rebuild)));

    /// <summary>Of all runs of the sweep; where a crate was measured twice on a platform, the later run counts.</summary>
    public static IReadOnlyList<SpeedRecord> Of(Sweep sweep) =>
    [
        .. sweep.Runs
            .OrderBy(run => run.Manifest.Start)
            .SelectMany(run => run.Results.Speed().Select(speed => new SpeedRecord(run.Platform, speed)))
            .GroupBy(speed => (speed.Platform, speed.Result.Crate))
            .Select(group => group.Last()),
    ];

    // Rounds before a failure are too few to say anything.
    private static IReadOnlyList<SpeedRound> Measured(SpeedResult result) => result.Failure is null ? result.Rounds : [];

    /// <summary>Medians in seconds over the rounds, and the ratio of each round: the backends of a round ran one right after the other.</summary>
    internal sealed record Side(double Baseline, double Candidate, Spread Ratio)
    {
        public static Side? Of(IEnumerable<(double? Baseline, double? Candidate)> rounds)
        {
            var whole = rounds.Where(round => round is { Baseline: > 0, Candidate: > 0 }).Select(round => (Baseline: round.Baseline!.Value, Candidate: round.Candidate!.Value)).ToList();
            return whole.Count == 0
                ? null
                : new Side(
                    Spread.Of(whole.Select(round => round.Baseline))!.Median,
                    Spread.Of(whole.Select(round => round.Candidate))!.Median,
                    Spread.Of(whole.Select(round => round.Candidate / round.Baseline))!);
        }
    }
}
