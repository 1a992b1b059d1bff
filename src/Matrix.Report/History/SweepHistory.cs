using System.Collections.Concurrent;
using Matrix.Report.Sweeps;
using Matrix.Results;
using Matrix.Results.History;

namespace Matrix.Report.History;

/// <summary>The sweeps up to the present one, oldest first.</summary>
internal sealed class SweepHistory(IReadOnlyList<HistorySweep> sweeps, HistoryNumbers numbers)
{
    public IReadOnlyList<HistorySweep> Sweeps => sweeps;

    public HistorySweep Present => sweeps[^1];

    public HistoryNumbers Numbers => numbers;

    public bool HasPast => sweeps.Count > 1;

    /// <summary>Platforms of any sweep.</summary>
    public IReadOnlyList<string> Platforms { get; } = Report.Sweeps.Platforms.InOrder(
        numbers.Platforms.All.Where(pair => sweeps.Any(sweep => sweep.Covers(pair.Value))).Select(pair => pair.Key));

    /// <summary>On which each sweep began.</summary>
    public IReadOnlyList<DateOnly> Days { get; } = [.. sweeps.Select(sweep => DayOf(sweep.Start))];

    /// <summary>The name of the file that keeps each sweep, in a folder of all of them.</summary>
    public IReadOnlyList<string> Files { get; } =
        [.. sweeps.Select((sweep, index) => HistoryFile.NameOf(sweep.Sweep, 1 + sweeps.Take(index).Count(earlier => HistoryFile.NameOf(earlier.Sweep) == HistoryFile.NameOf(sweep.Sweep))))];

    public static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);

    public Tally? Tally(HistorySweep sweep, string platform) => numbers.Platforms.Find(platform) is { } number ? sweep.On(number) : null;

    /// <summary>How many crates a goal stopped on a platform in each sweep; null where the platform was not swept.</summary>
    public IReadOnlyList<int?> Stopped(Goal goal, string platform) => numbers.Platforms.Find(platform) is { } number
        ? [.. sweeps.Select(sweep => sweep.Covers(number) ? sweep.Stopped(goal, number) : (int?)null)]
        : [.. sweeps.Select(_ => (int?)null)];

    /// <summary>
    /// As part of the crates that were judged, from 0 to 1: a sweep that lacks a shard has fewer of both. Null platform: on any.
    /// </summary>
    public IReadOnlyList<double?> StoppedShares(Goal goal, string? platform)
    {
        var number = platform is null ? null : numbers.Platforms.Find(platform);
        return [.. sweeps.Select(sweep => (platform is null ? sweep.Overall : number is { } on ? sweep.On(on) : null) is { Judged: > 0 } tally ? (double)sweep.Stopped(goal, number) / tally.Judged : (double?)null)];
    }

    /// <summary>
    /// The first sweep since which a goal has stopped crates on a platform without a break; sweeps that judge no crate there do not count.
    /// Null: it stops none now.
    /// </summary>
    public HistorySweep? StoppedSince(Goal goal, string platform)
    {
        HistorySweep? since = null;
        foreach (var (sweep, share) in sweeps.Zip(StoppedShares(goal, platform)).Reverse())
        {
            if (share == 0 || (share is null && ReferenceEquals(sweep, Present)))
                break;

            since = share is null ? since : sweep;
        }

        return since;
    }

    /// <summary>The first sweep since which a crate has failed on a platform; sweeps that say nothing of it do not count. Null: it does not fail now.</summary>
    public HistorySweep? FailingSince(string crate, string platform)
    {
        HistorySweep? since = null;
        foreach (var (sweep, standing) in Standings(crate, platform).Reverse())
        {
            if (standing == Standing.Works || (since is null && ReferenceEquals(sweep, Present) && standing != Standing.Fails))
                break;

            since = standing == Standing.Fails ? sweep : since;
        }

        return since;
    }

    /// <summary>The last sweep before the present one that says whether the crate works on the platform.</summary>
    public (HistorySweep Sweep, Standing Standing)? LastJudged(string crate, string platform)
    {
        foreach (var (sweep, standing) in Standings(crate, platform).SkipLast(1).Reverse())
        {
            if (standing is Standing.Works or Standing.Fails)
                return (sweep, standing.Value);
        }

        return null;
    }

    /// <summary>Of a crate on a platform, in the sweeps; null where a sweep has none.</summary>
    public IEnumerable<VerdictKind?> Verdicts(string crate, string platform)
    {
        var (crateNumber, platformNumber) = (numbers.Crates.Find(crate), numbers.Platforms.Find(platform));
        return sweeps.Select(sweep => crateNumber is { } ofCrate && platformNumber is { } on ? sweep.Verdict(on, ofCrate) : null);
    }

    /// <summary>One of the causes, in the sweeps: how many crates have it.</summary>
    public IReadOnlyList<int> CratesWith(CauseKey cause) => numbers.Causes.Find(cause) is { } number
        ? [.. sweeps.Select(sweep => sweep.CratesWith(number))]
        : [.. sweeps.Select(_ => 0)];

    /// <summary>Runs of the sweep that have another backend than the platform's runs of the sweep before it that had any.</summary>
    public IReadOnlyList<PastRun> BackendChanges(int sweep) =>
    [
        .. sweeps[sweep].Sweep.Runs
            .DistinctBy(run => (run.Platform, run.BackendSha256))
            .Where(run => sweeps.Take(sweep).LastOrDefault(earlier => earlier.Sweep.Runs.Any(other => other.Platform == run.Platform)) is { } before
                && before.Sweep.Runs.All(other => other.Platform != run.Platform || other.BackendSha256 != run.BackendSha256)),
    ];

    private IEnumerable<(HistorySweep Sweep, Standing? Standing)> Standings(string crate, string platform) =>
        sweeps.Zip(Verdicts(crate, platform), (sweep, verdict) => (sweep, verdict?.Standing()));
}

/// <summary>Gives each value a small number, the same for as long as this lives. Safe to call from several threads.</summary>
internal sealed class Interner<T>
    where T : notnull
{
    private readonly ConcurrentDictionary<T, int> numbers = new();
    private int next = -1;

    public int Count => next + 1;

    public IEnumerable<KeyValuePair<T, int>> All => numbers;

    public int Of(T value) => numbers.TryGetValue(value, out var number) ? number : numbers.GetOrAdd(value, _ => Interlocked.Increment(ref next));

    /// <summary>Null where the value has no number yet.</summary>
    public int? Find(T value) => numbers.TryGetValue(value, out var number) ? number : null;
}
