using System.Collections.Immutable;
using System.Reflection;
using Matrix.Results;
using Matrix.Runner.Configuration;
using Matrix.Runner.Crates;
using Matrix.Runner.Isolation;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Cli;

/// <summary>What is swept, and with what.</summary>
internal sealed record SweepScope(
    MatrixConfig Config, CratesList List, ImmutableArray<CrateEntry> Crates, LoadedRules Rules, Toolchain Toolchain, ChosenSandbox Isolation)
{
    /// <summary>What the shard is a part of; null: nobody planned it.</summary>
    public PlanRecord? Plan { get; init; }

    /// <summary>Folders that every leg must see.</summary>
    public ImmutableArray<string> Readable =>
        List.CargoConfig is null ? Toolchain.Roots : [.. Toolchain.Roots, Path.GetDirectoryName(List.CargoConfig)!];

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
            new LimitsRecord(
                Config.Limits.Time.TotalSeconds, Config.Limits.Silence.TotalSeconds, Config.Limits.MemoryBytes, Config.Limits.LogBytes))
        {
            Shard = options.Shard?.ToString(),
        },
        Plan = Plan,
        RulesSha256 = Rules.Sha256,
        Warnings = Isolation.Warning is { } warning ? [warning] : [],
        Start = DateTimeOffset.UtcNow,
    };

    /// <exception cref="MatrixException">The earlier start used another list or backend: its results mean something else.</exception>
    public void RefuseToMixWith(RunManifest earlier, string directory)
    {
        var other = earlier.List.Sha256 != List.Sha256 ? $"another list ({earlier.List.Name}, or an earlier state of it)"
            : earlier.Plan?.Sha256 != Plan?.Sha256 ? $"{(earlier.Plan is null ? "no" : "another")} plan"
            : !earlier.List.Crates.SequenceEqual(Crates.Select(crate => crate.Name.Value)) ? "another choice of crates"
            : earlier.Toolchain.RustcVerbose != Toolchain.Record.RustcVerbose ? $"another toolchain ({earlier.Toolchain.Rustc})"
            : earlier.Toolchain.BackendSha256 != Toolchain.Record.BackendSha256 ? "another backend library"
            : null;
        if (other is not null)
            throw new MatrixException(ExitCode.Usage, $"{directory} was started with {other}", "resume it with the same list and toolchain, or start anew with another --out");
    }
}
