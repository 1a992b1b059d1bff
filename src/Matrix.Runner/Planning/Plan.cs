using Matrix.Runner.Configuration;
using Matrix.Runner.Crates;

namespace Matrix.Runner.Planning;

/// <summary>Which crates are run where: one sweep, divided among machines.</summary>
internal sealed record Plan
{
    /// <summary>Raised when a reader of the old format would misread the new one.</summary>
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;

    /// <summary>It decides whose turn it is.</summary>
    public required DateOnly Date { get; init; }

    public required PlannedList List { get; init; }

    public required IReadOnlyList<PlannedPlatform> Platforms { get; init; }

    /// <summary>What does not fit, and what to change.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = value ?? []; } = [];
}

/// <param name="Name">File name of the crates list.</param>
/// <param name="Sha256">Of its bytes, lower-case hex.</param>
/// <param name="Crates">How many it has.</param>
internal sealed record PlannedList(string Name, string Sha256, int Crates);

/// <param name="Platform">As results directories name it.</param>
/// <param name="Minutes">That a job may sweep.</param>
internal sealed record PlannedPlatform(string Platform, string Runner, int Minutes)
{
    public required IReadOnlyList<PlannedShard> Shards { get; init; }

    /// <summary>Crates whose turn it is not.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; init => field = value ?? []; } = [];

    /// <summary>Where the expected seconds come from: how many crates of each origin.</summary>
    public IReadOnlyDictionary<string, int> Costs { get; init => field = value ?? new Dictionary<string, int>(); } = new Dictionary<string, int>();
}

/// <param name="Seconds">How long its job is expected to take.</param>
/// <param name="Crates">The longest first.</param>
internal sealed record PlannedShard(double Seconds, IReadOnlyList<string> Crates);

internal sealed record LeftOut(string Reason, IReadOnlyList<string> Crates);

/// <param name="Shards">Of each platform, at most; null: as many as matrix.yaml lets it have.</param>
internal sealed record PlanRequest(MatrixConfig Config, CratesList List, DateOnly Date, int? Shards);

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
