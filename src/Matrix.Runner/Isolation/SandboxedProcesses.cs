using System.Collections.Immutable;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Isolation;

/// <summary>Runs a leg's commands where they can reach nothing but the leg's own folders.</summary>
/// <param name="CargoHome">What all legs share of cargo: written to only while dependencies are fetched.</param>
/// <param name="Readable">Folders every leg must see: the toolchain's, those of the crates list.</param>
internal sealed record SandboxedProcesses(IProcessRunner Processes, ISandbox Sandbox, string CargoHome, ImmutableArray<string> Readable)
{
    /// <summary>Folders of the sweep that no leg may see but for its own part: other crates' sources, what they printed, what is kept between sweeps.</summary>
    public ImmutableArray<string> Hidden { get; init; } = [];

    public Task<ProcessResult> RunAsync(CommandSpec command, LegDirectories directories, IOutputSink output, CancellationToken cancellation) =>
        RunAsync(command with { ForeignFolder = directories.Root }, new SandboxPolicy([directories.Root], [.. Readable, CargoHome, .. directories.ReadOnly], Network: false), output, cancellation);

    public Task<ProcessResult> FetchAsync(CommandSpec command, LegDirectories directories, IOutputSink output, CancellationToken cancellation) =>
        RunAsync(command with { ForeignFolder = directories.Root }, new SandboxPolicy([directories.Root, CargoHome], [.. Readable, .. directories.ReadOnly, .. NetworkEnvironment.PlacesIn(command.Environment)], Network: true), output, cancellation);

    private Task<ProcessResult> RunAsync(CommandSpec command, SandboxPolicy policy, IOutputSink output, CancellationToken cancellation) =>
        Processes.RunAsync(Sandbox.Wrap(command, policy with { Hidden = Hidden }), output, cancellation);
}
