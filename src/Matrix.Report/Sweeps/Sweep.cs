namespace Matrix.Report.Sweeps;

/// <summary>All results of one week: any number of platforms and shards, each crate once per platform.</summary>
/// <param name="Runs">In the order of their platforms, shards and starts.</param>
/// <param name="Platforms">That have a run.</param>
/// <param name="Crates">That have a verdict, by name.</param>
internal sealed record Sweep(IReadOnlyList<SweptRun> Runs, IReadOnlyList<string> Platforms, IReadOnlyList<SweptCrate> Crates, Gaps Gaps)
{
    /// <summary>What A/A sweeps whose results were given too came to; nothing of it is in the rest.</summary>
    public IReadOnlyList<NoiseMeasure> Noise { get; init; } = [];

    public DateTimeOffset Start => Runs.Min(run => run.Manifest.Start);

    public IEnumerable<SweptRun> RunsOn(string platform) => Runs.Where(run => run.Platform == platform);
}

/// <summary>What a sweep should have and has not.</summary>
/// <param name="Unreadable">Directories that were given and could not be read, and why.</param>
/// <param name="Shards">That are missing, in words.</param>
/// <param name="WithoutVerdict">Crates that were selected for a platform and have no verdict.</param>
internal sealed record Gaps(
    IReadOnlyList<string> Unreadable, IReadOnlyList<string> Shards, IReadOnlyList<(string Platform, IReadOnlyList<string> Crates)> WithoutVerdict);
