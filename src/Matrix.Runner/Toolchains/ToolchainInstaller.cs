using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Matrix.Runner.Machines;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Toolchains;

/// <summary>rustup, and the build from Debian's packages.</summary>
/// <param name="script">toolchain/build-from-debian.</param>
internal sealed class ToolchainInstaller(IProcessRunner processes, string script, Action<string> say) : IToolchainInstaller
{
    private static readonly ProcessLimits Patient = new(TimeSpan.FromHours(3), TimeSpan.FromMinutes(30), 64L << 30, 1L << 30) { Idle = TimeSpan.FromMinutes(30) };

    public bool CanBuildFromDebian =>
        File.Exists(script) && AptPackages.IsHere && RuntimeInformation.OSArchitecture == Architecture.X64;

    public Task<string?> InstallAsync(string nightly, CancellationToken cancellation) =>
        RunAsync("rustup", ["toolchain", "install", nightly, "--profile", "minimal", "--component", IToolchainInstaller.Component], cancellation);

    public Task<string?> AddBackendAsync(string toolchain, CancellationToken cancellation) =>
        RunAsync("rustup", ["component", "add", IToolchainInstaller.Component, "--toolchain", toolchain], cancellation);

    public Task<string?> BuildFromDebianAsync(string output, CancellationToken cancellation) =>
        RunAsync(script, ["--yes", output + ".work", output], cancellation);

    // What rustup and the script read besides.
    private static ImmutableSortedDictionary<string, string> Variables => TrustedPrograms.Environment.AddRange(NetworkEnvironment.Of(["STAGE0", "DEBIAN_ARCHIVE"]));

    private async Task<string?> RunAsync(string program, ImmutableArray<string> arguments, CancellationToken cancellation)
    {
        var lines = new LineSplitter(line => say($"  {System.Text.Encoding.UTF8.GetString(line)}"));
        var command = new CommandSpec(program, arguments, "/") { Environment = Variables, Limits = Patient };
        var ended = await processes.RunAsync(command, lines, cancellation);
        lines.Complete();

        // What it printed has been told.
        return ended.Exit.IsSuccess ? null : $"{Path.GetFileName(program)}: {ended.Exit}";
    }
}

internal interface IToolchainInstaller
{
    /// <summary>The backend's component of rustup.</summary>
    const string Component = "rustc-codegen-cranelift-preview";

    /// <returns>What went wrong in words; null where all went well. The same holds for the others.</returns>
    Task<string?> InstallAsync(string nightly, CancellationToken cancellation);

    Task<string?> AddBackendAsync(string toolchain, CancellationToken cancellation);

    bool CanBuildFromDebian { get; }

    /// <summary>Prints its progress itself.</summary>
    Task<string?> BuildFromDebianAsync(string output, CancellationToken cancellation);
}
