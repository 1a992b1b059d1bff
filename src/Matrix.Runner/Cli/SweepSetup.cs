using System.Collections.Immutable;
using System.Reflection;
using Matrix.Results;
using Matrix.Runner.Configuration;
using Matrix.Runner.Crates;
using Matrix.Runner.Crates.Settings;
using Matrix.Runner.Isolation;
using Matrix.Runner.Legs.Tests;
using Matrix.Runner.Reuse;
using Matrix.Runner.Rules.Loading;
using Matrix.Runner.RustcCache;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Cli;

/// <summary>What is swept, and with what.</summary>
internal sealed record SweepSetup(
    MatrixConfig Config, CratesList List, ImmutableArray<CrateEntry> Crates, LoadedRules Rules, Toolchain Toolchain, ChosenSandbox Isolation, SweepOptions Options)
{
    /// <summary>What the shard is a part of; null: nobody planned it.</summary>
    public PlanRecord? Plan { get; init; }

    /// <summary>Folders that every leg must see.</summary>
    public ImmutableArray<string> Readable => [.. Toolchain.Roots, .. Named];

    /// <summary>What the list's cargo configuration names, wherever it lies.</summary>
    public ImmutableArray<string> Named { get; init; } = [];

    /// <summary>Without a sandbox any crate could write to what others are given. What a variable changes, no command line tells.</summary>
    public bool SharesUnits => Config.Reuse.UnitBytes > 0 && Isolation.Sandbox is not NoSandbox && Backends.All(backend => backend.Environment.IsEmpty);

    /// <summary>What decides what legs come to, and is the same for all of them.</summary>
    public LegInputs LegInputs(PlatformRecord platform) => new(
        string.Join('\n', [
            Toolchain.Record.RustcVerbose, Toolchain.Record.Cargo, CompilerFiles.Fingerprint(Toolchain), platform.Name, platform.Cpu,
            .. platform.CpuFeatures, Isolation.Sandbox.Name, Config.Confirmation.ToString(),
            .. NamedPlaces.FilesOf(List.CargoConfig).Select(File.ReadAllText), File.ReadAllText(Recorder.SourcePath), File.ReadAllText(RustcShim.SourcePath),
            File.ReadAllText(Witnesses.SourcePath),
        ]),
        Backends);

    /// <summary>The baseline, then what is compared with it.</summary>
    public ImmutableArray<Backend> Backends => Toolchain.Backends;

    public Circumstances Now(PlatformRecord platform) => new(platform, Toolchain.Date, DateOnly.FromDateTime(DateTime.UtcNow));

    public RunManifest Manifest(PlatformRecord platform) => new()
    {
        ToolVersion = typeof(SweepSetup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        Toolchain = Toolchain.Record,
        Platform = platform,
        Backends = [.. Backends.Select(backend => backend.Record)],
        List = new ListRecord(Path.GetFileName(List.Path), List.Sha256, [.. Crates.Select(crate => crate.Name.Value)]),
        Settings = new SettingsRecord(
            Isolation.Sandbox.Name,
            Options.Jobs ?? Config.Jobs ?? Environment.ProcessorCount,
            Config.Confirmation.ToString(),
            Limits(Config.MemoryAlone(Config.Limits.MemoryBytes, platform.MemoryBytes)))
        {
            Shard = Options.Shard?.ToString(),
        },
        Plan = Plan,
        RulesSha256 = Rules.Sha256,
        Warnings = Isolation.Warning is { } warning ? [warning] : [],
        Start = DateTimeOffset.UtcNow,
    };

    /// <summary>As results name them.</summary>
    /// <param name="memoryAlone">Bytes that a crate gets which runs alone; null: no more than the others.</param>
    public LimitsRecord Limits(long? memoryAlone) =>
        new(Config.Limits.Time.TotalSeconds, Config.Limits.Silence.TotalSeconds, Config.Limits.MemoryBytes, Config.Limits.LogBytes)
        {
            IdleSeconds = Config.Limits.Idle.TotalSeconds,
            MemoryAloneBytes = memoryAlone,
            DiskBytes = Config.Limits.DiskBytes,
            Processes = Config.Limits.Processes,
            OpenFiles = Config.Limits.OpenFiles,
        };
}
