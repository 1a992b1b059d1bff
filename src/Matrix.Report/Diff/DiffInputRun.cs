using Matrix.Results;
using Matrix.Results.History;

namespace Matrix.Report.Diff;

/// <summary>Under what a run came to its verdicts. Null: the side does not say.</summary>
internal sealed record DiffInputRun(string Platform, DateTimeOffset Start, string? Shard)
{
    public required string Rustc { get; init; }

    public required string BackendSha256 { get; init; }

    public string? CraneliftVersion { get; init; }

    public bool? CatchUnwindCatches { get; init; }

    /// <summary>What the processor can do, as rustc calls it.</summary>
    public IReadOnlyList<string>? TargetFeatures { get; init; }

    public required string List { get; init; }

    public required string ListSha256 { get; init; }

    public string? RulesSha256 { get; init; }

    public string? Isolation { get; init; }

    public string? Confirm { get; init; }

    public required string ToolVersion { get; init; }

    public static DiffInputRun Of(RunManifest manifest) => new(manifest.Platform.Name, manifest.Start, manifest.Settings.Shard)
    {
        Rustc = manifest.Toolchain.Rustc,
        BackendSha256 = manifest.Candidates.First().LibrarySha256 ?? "",
        CraneliftVersion = manifest.Candidates.First().Version,
        CatchUnwindCatches = manifest.Candidates.First().Probe?.CatchUnwindCatches,
        TargetFeatures = manifest.Platform.TargetFeatures,
        List = manifest.List.Name,
        ListSha256 = manifest.List.Sha256,
        RulesSha256 = manifest.RulesSha256,
        Isolation = manifest.Settings.Isolation,
        Confirm = manifest.Settings.Confirm,
        ToolVersion = manifest.ToolVersion,
    };

    public static DiffInputRun Of(PastRun run) => new(run.Platform, run.Start, run.Shard)
    {
        Rustc = run.Rustc,
        BackendSha256 = run.BackendSha256,
        CraneliftVersion = run.CraneliftVersion,
        CatchUnwindCatches = run.CatchUnwindCatches,
        TargetFeatures = run.TargetFeatures,
        List = run.List,
        ListSha256 = run.ListSha256,
        ToolVersion = run.ToolVersion,
    };
}
