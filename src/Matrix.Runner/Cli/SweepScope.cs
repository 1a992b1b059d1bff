using System.Collections.Immutable;
using System.Reflection;
using Matrix.Results;
using Matrix.Runner.Configuration;
using Matrix.Runner.Crates;
using Matrix.Runner.Crates.Settings;
using Matrix.Runner.Isolation;
using Matrix.Runner.Legs.Tests;
using Matrix.Runner.Processes;
using Matrix.Runner.Reuse;
using Matrix.Runner.Rules.Loading;
using Matrix.Runner.RustcCache;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Cli;

/// <summary>What is swept, and with what.</summary>
internal sealed record SweepScope(
    MatrixConfig Config, CratesList List, ImmutableArray<CrateEntry> Crates, LoadedRules Rules, Toolchain Toolchain, ChosenSandbox Isolation)
{
    /// <summary>What the shard is a part of; null: nobody planned it.</summary>
    public PlanRecord? Plan { get; init; }

    /// <summary>Folders that every leg must see.</summary>
    public ImmutableArray<string> Readable => [.. Toolchain.Roots, .. Named];

    /// <summary>What the list's cargo configuration names, wherever it lies.</summary>
    public ImmutableArray<string> Named { get; init; } = [];

    /// <summary>Without a sandbox any crate could write to what others are given.</summary>
    public bool SharesUnits => Config.Reuse.UnitBytes > 0 && Isolation.Sandbox is not NoSandbox;

    /// <summary>What decides what legs come to, and is the same for all of them.</summary>
    public LegInputs LegInputs(PlatformRecord platform) => new(
        string.Join('\n', [
            Toolchain.Record.RustcVerbose, Toolchain.Record.Cargo, CompilerFiles.Fingerprint(Toolchain), platform.Name, platform.Cpu,
            .. platform.CpuFeatures, Isolation.Sandbox.Name, Config.Confirmation.ToString(), Toolchain.BackendLibrary is null ? "own" : "other",
            .. NamedPlaces.FilesOf(List.CargoConfig).Select(File.ReadAllText), File.ReadAllText(Recorder.SourcePath), File.ReadAllText(RustcShim.SourcePath),
            File.ReadAllText(Witnesses.SourcePath),
        ]),
        Toolchain.Record.BackendSha256);

    /// <summary>What is compared with LLVM.</summary>
    public static Backend Candidate(SweepOptions options) => options.IsAgainstItself ? Backend.LlvmAgain : Backend.Cranelift;

    public Circumstances Now(PlatformRecord platform) => new(platform, Toolchain.Date, DateOnly.FromDateTime(DateTime.UtcNow));

    public RunManifest Manifest(PlatformRecord platform, SweepOptions options) => new()
    {
        ToolVersion = typeof(SweepScope).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        Toolchain = Toolchain.Record,
        Platform = platform,
        List = new ListRecord(Path.GetFileName(List.Path), List.Sha256, [.. Crates.Select(crate => crate.Name.Value)]),
        Settings = new SettingsRecord(
            Isolation.Sandbox.Name,
            options.Jobs ?? Config.Jobs ?? Environment.ProcessorCount,
            Config.Confirmation.ToString(),
            Describe(Config.Limits, Config.MemoryAlone(Config.Limits.MemoryBytes, platform.MemoryBytes)))
        {
            Shard = options.Shard?.ToString(),
            Candidate = options.IsAgainstItself ? Candidate(options) : null,
        },
        Plan = Plan,
        RulesSha256 = Rules.Sha256,
        Warnings = Isolation.Warning is { } warning ? [warning] : [],
        Start = DateTimeOffset.UtcNow,
    };

    private static LimitsRecord Describe(ProcessLimits limits, long? memoryAlone) =>
        new(limits.Time.TotalSeconds, limits.Silence.TotalSeconds, limits.MemoryBytes, limits.LogBytes)
        {
            IdleSeconds = limits.Idle.TotalSeconds,
            MemoryAloneBytes = memoryAlone,
            DiskBytes = limits.DiskBytes,
            Processes = limits.Processes,
            OpenFiles = limits.OpenFiles,
        };

    /// <summary>The manifest of a sweep that goes on.</summary>
    /// <exception cref="MatrixException">As of <see cref="RefuseToMixWith"/>.</exception>
    public RunManifest GoingOn(RunManifest earlier, RunManifest now, string directory)
    {
        RefuseToMixWith(earlier, now.Settings, directory);
        RefuseOtherProcessor(earlier.Platform, now.Platform, directory);
        return now with
        {
            Start = earlier.Start,
            Resumed = earlier.Resumed + 1,

            // Until what is there has been judged by the rules of now.
            RulesSha256 = earlier.RulesSha256 == now.RulesSha256 ? now.RulesSha256 : null,
            Warnings = [.. earlier.Warnings.Union(now.Warnings).Union(OtherVersion(earlier, now))],
        };
    }

    /// <exception cref="MatrixException">The earlier start used another list, backend or settings: its results mean something else.</exception>
    public void RefuseToMixWith(RunManifest earlier, SettingsRecord now, string directory)
    {
        var other = earlier.List.Sha256 != List.Sha256 ? $"another list ({earlier.List.Name}, or an earlier state of it)"
            : earlier.Plan?.Sha256 != Plan?.Sha256 ? $"{(earlier.Plan is null ? "no" : "another")} plan"
            : !earlier.List.Crates.SequenceEqual(Crates.Select(crate => crate.Name.Value)) ? "another choice of crates"
            : earlier.Toolchain.RustcVerbose != Toolchain.Record.RustcVerbose ? $"another toolchain ({earlier.Toolchain.Rustc})"
            : earlier.Toolchain.BackendSha256 != Toolchain.Record.BackendSha256 ? "another backend library"
            : OtherSetting(earlier.Settings, now);
        if (other is not null)
            throw new MatrixException(ExitCode.Usage, $"{directory} was started with {other}", "resume it with the same list, toolchain and settings, or start anew with another --out");
    }

    // A verdict holds for the processor that gave it.
    private static void RefuseOtherProcessor(PlatformRecord earlier, PlatformRecord now, string directory)
    {
        if (earlier.TargetFeatures is { } was && now.TargetFeatures is { } isNow && !was.ToHashSet().SetEquals(isNow))
            throw new MatrixException(ExitCode.Usage, $"{directory} was started on another processor ({earlier.Cpu}; here {now.Cpu})", "resume it there, or start anew with another --out");
    }

    // All that decides what a leg comes to. How many run at once does not, nor what this machine could give to one alone.
    private string? OtherSetting(SettingsRecord earlier, SettingsRecord now) =>
        earlier.Candidate != now.Candidate ? $"another comparison ({(earlier.Candidate is null ? "no --against" : "--against llvm")})"
        : earlier.Isolation != Isolation.Sandbox.Name ? $"another isolation ({earlier.Isolation})"
        : earlier.Confirm != Config.Confirmation.ToString() ? $"another `confirm` ({earlier.Confirm})"
        : earlier.Limits with { MemoryAloneBytes = null } != Describe(Config.Limits, memoryAlone: null) ? "other limits"
        : null;

    private static IEnumerable<string> OtherVersion(RunManifest earlier, RunManifest now) => earlier.ToolVersion == now.ToolVersion
        ? []
        : [$"begun by version {earlier.ToolVersion} of the tool, gone on with by {now.ToolVersion}"];
}
