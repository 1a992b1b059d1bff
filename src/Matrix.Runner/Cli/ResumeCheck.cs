using Matrix.Results;

namespace Matrix.Runner.Cli;

/// <summary>Whether a sweep may go on where an earlier start left it.</summary>
internal sealed class ResumeCheck(SweepSetup setup)
{
    /// <summary>The manifest of a sweep that goes on.</summary>
    /// <exception cref="MatrixException">As of <see cref="RefuseToMixWith"/>.</exception>
    public RunManifest GoOn(RunManifest earlier, RunManifest now, string directory)
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
        var other = earlier.List.Sha256 != setup.List.Sha256 ? $"another list ({earlier.List.Name}, or an earlier state of it)"
            : earlier.Plan?.Sha256 != setup.Plan?.Sha256 ? $"{(earlier.Plan is null ? "no" : "another")} plan"
            : !earlier.List.Crates.SequenceEqual(setup.Crates.Select(crate => crate.Name.Value)) ? "another choice of crates"
            : earlier.Toolchain.RustcVerbose != setup.Toolchain.Record.RustcVerbose ? $"another toolchain ({earlier.Toolchain.Rustc})"
            : OtherBackends([.. earlier.Backends], [.. setup.Backends.Select(backend => backend.Record)]) is { } backends ? backends
            : OtherSetting(earlier.Settings, now);
        if (other is not null)
            throw new MatrixException(ExitCode.Usage, $"{directory} was started with {other}", "resume it with the same list, toolchain and settings, or start anew with another --out");
    }

    // What only the sweep itself found out does not count.
    private static string? OtherBackends(IReadOnlyList<BackendRecord> earlier, IReadOnlyList<BackendRecord> now) =>
        !earlier.Select(backend => backend.Name).SequenceEqual(now.Select(backend => backend.Name)) ? $"another comparison ({string.Join(" and ", earlier.Select(backend => backend.Name))})"
        : earlier.Zip(now).Any(pair => pair.First.LibrarySha256 != pair.Second.LibrarySha256) ? "another backend library"
        : earlier.Zip(now).Any(pair => pair.First.CodegenBackend != pair.Second.CodegenBackend || !pair.First.Rustflags.SequenceEqual(pair.Second.Rustflags)
            || !pair.First.Config.SequenceEqual(pair.Second.Config) || !pair.First.Environment.Order().SequenceEqual(pair.Second.Environment.Order())) ? "other settings of a backend"
        : null;

    // A verdict holds for the processor that gave it.
    private static void RefuseOtherProcessor(PlatformRecord earlier, PlatformRecord now, string directory)
    {
        if (earlier.TargetFeatures is { } was && now.TargetFeatures is { } isNow && !was.ToHashSet().SetEquals(isNow))
            throw new MatrixException(ExitCode.Usage, $"{directory} was started on another processor ({earlier.Cpu}; here {now.Cpu})", "resume it there, or start anew with another --out");
    }

    // All that decides what a leg comes to. How many run at once does not, nor what this machine could give to one alone.
    private string? OtherSetting(SettingsRecord earlier, SettingsRecord now) =>
        earlier.Isolation != setup.Isolation.Sandbox.Name ? $"another isolation ({earlier.Isolation})"
        : earlier.Confirm != setup.Config.Confirmation.ToString() ? $"another `confirm` ({earlier.Confirm})"
        : earlier.Limits with { MemoryAloneBytes = null } != setup.Limits(memoryAlone: null) ? "other limits"
        : null;

    private static IEnumerable<string> OtherVersion(RunManifest earlier, RunManifest now) => earlier.ToolVersion == now.ToolVersion
        ? []
        : [$"begun by version {earlier.ToolVersion} of the tool, gone on with by {now.ToolVersion}"];
}
