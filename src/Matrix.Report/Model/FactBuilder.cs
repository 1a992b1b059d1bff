using Matrix.Results;

namespace Matrix.Report.Model;

/// <summary>What ran, where and with what.</summary>
internal static class FactBuilder
{
    private const int ShortHash = 12;

    public static IReadOnlyList<FactGroup> Build(RunRecords run) =>
    [
        new("Toolchain", Toolchain(run.Manifest.Toolchain)),
        new("What the probe showed", Probe(run.Manifest.Probe)),
        new("Machine", Machine(run.Manifest.Platform)),
        new("Run", Run(run)),
    ];

    private static Fact[] Toolchain(ToolchainRecord toolchain) =>
    [
        new("Name", toolchain.Name),
        new("Compiler", toolchain.Rustc),
        new("Compiler's commit date", toolchain.CommitDate ?? "not known"),
        new("Target", toolchain.Host),
        new("Cargo", toolchain.Cargo),
        new("Cranelift", toolchain.CraneliftVersion ?? "not known"),
        new("Backend library", $"{toolchain.BackendLibrary}, SHA-256 {Short(toolchain.BackendSha256)}"),
    ];

    private static Fact[] Probe(ProbeRecord? probe) => probe is null ? [new("Probe", "it has not run")] :
    [
        new("Cranelift backend", probe.BackendLoads ? "loads, and its mark is in the executable" : "was not used"),
        new("Unwinding", probe.CatchUnwindCatches switch
        {
            true => "catch_unwind catches a panic",
            false => "catch_unwind does not catch a panic: whatever relies on unwinding fails",
            null => "the probe could not tell",
        }),
        new("An unsupported intrinsic", probe.UnsupportedIntrinsicText is { } text
            ? $"{probe.UnsupportedIntrinsic}, after printing: {text}"
            : probe.UnsupportedIntrinsic),
    ];

    private static Fact[] Machine(PlatformRecord platform) =>
    [
        new("System", $"{platform.Os} {platform.Arch}"),
        new("Processor", $"{platform.Cpu}, {Words.Count(platform.Cores, "core")}"),
        new("Memory", Words.Bytes(platform.MemoryBytes)),
        new("Processor features", string.Join(' ', platform.CpuFeatures)),
    ];

    private static Fact[] Run(RunRecords run)
    {
        var (manifest, settings, limits) = (run.Manifest, run.Manifest.Settings, run.Manifest.Settings.Limits);
        return
        [
            new("List", $"{manifest.List.Name}, SHA-256 {Short(manifest.List.Sha256)}"),
            new("Crates", $"{manifest.List.Crates.Count:#,0} selected, {run.Crates.Count:#,0} with a verdict{(settings.Shard is { } shard ? $", shard {shard}" : "")}"),
            new("Started", $"{manifest.Start.UtcDateTime:yyyy-MM-dd HH:mm} UTC{(manifest.Resumed > 0 ? $", resumed {Words.Count(manifest.Resumed, "time")}" : "")}"),
            new("Ended", manifest.End is { } end
                ? $"{end.UtcDateTime:yyyy-MM-dd HH:mm} UTC, after {Words.Seconds((end - manifest.Start).TotalSeconds)}"
                : "no"),
            new("Isolation", settings.Isolation),
            new("At a time", Words.Count(settings.Jobs, "crate")),
            new("A failure counts", $"when {settings.Confirm} runs show it"),
            new("Limits of a phase", $"{Words.Seconds(limits.Seconds)}, {Words.Seconds(limits.SilenceSeconds)} of silence, {Words.Bytes(limits.MemoryBytes)} of memory, {Words.Bytes(limits.LogBytes)} of output"),
            new("Swept by", $"Cranelift Matrix {manifest.ToolVersion}"),
        ];
    }

    private static string Short(string hash) => hash.Length <= ShortHash ? hash : hash[..ShortHash];
}
