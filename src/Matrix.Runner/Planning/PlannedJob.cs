using Matrix.Runner.Crates;

namespace Matrix.Runner.Planning;

/// <summary>A shard as a job of a workflow.</summary>
internal sealed record PlannedJob(PlannedPlatform On, Shard Shard, PlannedShard Content)
{
    public string Platform => On.Platform;

    public double Seconds => Content.Seconds;

    public bool IsMac => Platform.StartsWith("macos-", StringComparison.Ordinal);

    /// <summary>The longest first, so that none of them is left for the end.</summary>
    public static IReadOnlyList<PlannedJob> Of(Plan plan) =>
    [
        .. plan.Platforms
            .SelectMany(platform => platform.Shards.Select((shard, index) => new PlannedJob(platform, new Shard(index + 1, platform.Shards.Count), shard)))
            .OrderByDescending(job => job.Seconds).ThenBy(job => job.Platform, StringComparer.Ordinal).ThenBy(job => job.Shard.Index),
    ];
}
