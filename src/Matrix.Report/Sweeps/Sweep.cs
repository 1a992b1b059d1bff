using Matrix.Results;

namespace Matrix.Report.Sweeps;

/// <summary>All results of one week: any number of platforms and shards, each crate once per platform.</summary>
/// <param name="Runs">In the order of their platforms, shards and starts.</param>
/// <param name="Platforms">That have a run.</param>
/// <param name="Crates">That have a verdict, by name.</param>
internal sealed record Sweep(IReadOnlyList<SweptRun> Runs, IReadOnlyList<string> Platforms, IReadOnlyList<SweptCrate> Crates, Gaps Gaps)
{
    /// <summary>What A/A sweeps whose results were given too came to; nothing of it is in the rest.</summary>
    public IReadOnlyList<NoiseMeasure> Noise { get; init; } = [];

    /// <summary>What is compared with the baseline, in all runs.</summary>
    public BackendRecord Candidate => Runs[0].Candidate;

    public DateTimeOffset Start => Runs.Min(run => run.Manifest.Start);

    public IEnumerable<SweptRun> RunsOn(string platform) => Runs.Where(run => run.Platform == platform);
}

/// <summary>What a sweep should have and has not.</summary>
/// <param name="Unreadable">Directories that were given and could not be read, and why.</param>
/// <param name="Shards">That are missing, in words.</param>
/// <param name="WithoutVerdict">Crates that were selected for a platform and have no verdict.</param>
internal sealed record Gaps(
    IReadOnlyList<string> Unreadable, IReadOnlyList<string> Shards, IReadOnlyList<(string Platform, IReadOnlyList<string> Crates)> WithoutVerdict);

/// <summary>A crate on all platforms of a sweep.</summary>
/// <param name="Results">In the order of the platforms; only those that have a verdict, never none.</param>
internal sealed record SweptCrate(string Name, IReadOnlyList<PlatformResult> Results)
{
    public long? Downloads => Results.Max(result => result.Verdict.Downloads);

    /// <summary>What all platforms together say: it fails where it fails on one of them.</summary>
    public Standing Standing => Standings.Together(Results.Select(result => result.Standing));

    /// <summary>Where it works: unsupported intrinsics that no test ran into.</summary>
    public IEnumerable<TrapInReach> Traps => Results.Where(result => result.Standing == Standing.Works).SelectMany(result => result.Verdict.InReach);

    public PlatformResult? On(string platform) => Results.FirstOrDefault(result => result.Platform == platform);
}

internal sealed record PlatformResult(string Platform, Verdict Verdict, SweptRun Run)
{
    public Standing Standing => Verdict.Kind.Standing();

    /// <summary>Read when asked for.</summary>
    public CrateRecord Record() => new(Verdict, Run.Legs.Of(Verdict.Crate));
}
