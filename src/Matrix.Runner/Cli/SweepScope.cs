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
    /// <summary>Folders that every leg must see.</summary>
    public ImmutableArray<string> Readable =>
        List.CargoConfig is null ? Toolchain.Roots : [.. Toolchain.Roots, Path.GetDirectoryName(List.CargoConfig)!];

    private LimitsRecord Limits =>
        new(Config.Limits.Time.TotalSeconds, Config.Limits.Silence.TotalSeconds, Config.Limits.MemoryBytes, Config.Limits.LogBytes);

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
            Limits)
        {
            Shard = options.Shard?.ToString(),
        },
        RulesSha256 = Rules.Sha256,
        Warnings = Isolation.Warning is { } warning ? [warning] : [],
        Start = DateTimeOffset.UtcNow,
    };

    /// <summary>The manifest of a sweep that goes on.</summary>
    /// <exception cref="MatrixException">As of <see cref="RefuseToMixWith"/>.</exception>
    public RunManifest GoingOn(RunManifest earlier, RunManifest now, string directory)
    {
        RefuseToMixWith(earlier, directory);
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
    public void RefuseToMixWith(RunManifest earlier, string directory)
    {
        var other = earlier.List.Sha256 != List.Sha256 ? $"another list ({earlier.List.Name}, or an earlier state of it)"
            : !earlier.List.Crates.SequenceEqual(Crates.Select(crate => crate.Name.Value)) ? "another choice of crates"
            : earlier.Toolchain.RustcVerbose != Toolchain.Record.RustcVerbose ? $"another toolchain ({earlier.Toolchain.Rustc})"
            : earlier.Toolchain.BackendSha256 != Toolchain.Record.BackendSha256 ? "another backend library"
            : OtherSetting(earlier.Settings);
        if (other is not null)
            throw new MatrixException(ExitCode.Usage, $"{directory} was started with {other}", "resume it with the same list, toolchain and settings, or start anew with another --out");
    }

    // All that decides what a leg comes to. How many run at once does not.
    private string? OtherSetting(SettingsRecord earlier) =>
        earlier.Isolation != Isolation.Sandbox.Name ? $"another isolation ({earlier.Isolation})"
        : earlier.Confirm != Config.Confirmation.ToString() ? $"another `confirm` ({earlier.Confirm})"
        : earlier.Limits != Limits ? "other limits"
        : null;

    private static IEnumerable<string> OtherVersion(RunManifest earlier, RunManifest now) => earlier.ToolVersion == now.ToolVersion
        ? []
        : [$"begun by version {earlier.ToolVersion} of the tool, gone on with by {now.ToolVersion}"];
}
