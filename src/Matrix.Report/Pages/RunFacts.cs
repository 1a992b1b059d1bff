using Matrix.Report.Formatting;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Pages;

/// <summary>What ran, where and with what.</summary>
internal static class RunFacts
{
    private const int ShortHash = 12;

    /// <param name="several">There are other runs: the titles say which this is.</param>
    public static IReadOnlyList<FactGroup> Of(SweptRun run, bool several)
    {
        var where = several ? $", {Platforms.Words(run.Platform)}" : "";
        return
        [
            new($"Toolchain{where}", Toolchain(run.Manifest.Toolchain, run.Candidate)),
            new($"What the probe showed{where}", Probe(run.Candidate)),
            new($"Machine{where}", Machine(run.Manifest.Platform)),
            new($"Settings{where}", Settings(run.Manifest)),
        ];
    }

    private static Fact[] Toolchain(ToolchainRecord toolchain, BackendRecord candidate) =>
    [
        new("Name", toolchain.Name),
        new("Compiler", toolchain.Rustc),
        new("Compiler's commit date", toolchain.CommitDate ?? "not known"),
        new("Target", toolchain.Host),
        new("Cargo", toolchain.Cargo),
        new(candidate.Title, candidate.Version ?? "not known"),
        new("Backend library", candidate is { Library: { } library, LibrarySha256: { } sum } ? $"{library}, SHA-256 {Short(sum)}" : "a part of rustc"),
    ];

    private static Fact[] Probe(BackendRecord candidate) => candidate.Probe is not { } probe ? [new("Probe", "it has not run")] :
    [
        new($"{candidate.Title} backend", probe.BackendLoads ? "loads, and its mark is in the executable" : "was not used"),
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

    private static Fact[] Settings(RunManifest manifest)
    {
        var (settings, limits) = (manifest.Settings, manifest.Settings.Limits);
        return
        [
            new("List", $"{manifest.List.Name}, SHA-256 {Short(manifest.List.Sha256)}"),
            new("Isolation", settings.Isolation),
            new("At a time", Words.Count(settings.Jobs, "crate")),
            new("A failure counts", $"when {settings.Confirm} runs show it"),
            new("Limits of a phase", string.Join(", ", Limits(limits))),
            new("Not done twice", Reused(manifest.Reuse)),
            new("Resumed", manifest.Resumed == 0 ? "never" : Words.Count(manifest.Resumed, "time")),
            new("Rules", manifest.RulesSha256 is { } rules ? $"SHA-256 {Short(rules)}" : "not known"),
            new("Swept by", $"Cranelift Matrix {manifest.ToolVersion}"),
        ];
    }

    private static string Reused(ReuseRecord? reuse) => reuse is null
        ? "not known"
        : $"{Words.Count(reuse.CratesCarriedOver, "crate")} carried over from earlier sweeps; {Words.Count(reuse.UnitsMade, "unit")} of dependencies compiled for all crates, used {Words.Count(reuse.UnitsShared, "time")} more";

    private static IEnumerable<string> Limits(LimitsRecord limits)
    {
        yield return Words.Seconds(limits.Seconds);
        yield return $"{Words.Seconds(limits.SilenceSeconds)} of silence";
        if (limits.IdleSeconds is { } idle)
            yield return $"{Words.Seconds(idle)} of idleness";
        yield return $"{Words.Bytes(limits.MemoryBytes)} of memory{(limits.MemoryAloneBytes is { } alone ? $" ({Words.Bytes(alone)} alone, if that is not enough)" : "")}";
        if (limits.DiskBytes is { } disk)
            yield return $"{Words.Bytes(disk)} of disk";
        if (limits.Processes is { } processes)
            yield return $"{processes:#,0} processes and threads";
        if (limits.OpenFiles is { } files)
            yield return Words.Count(files, "open file");
        yield return $"{Words.Bytes(limits.LogBytes)} of output";
    }

    private static string Short(string hash) => hash.Length <= ShortHash ? hash : hash[..ShortHash];
}
