using Matrix.Runner.Isolation;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Legs;

/// <summary>Runs a leg's commands where they can reach nothing but the leg's own folders.</summary>
/// <param name="CargoHome">What all legs share of cargo: written to only while dependencies are fetched.</param>
/// <param name="Readable">Folders every leg must see: the toolchain's, those of the crates list.</param>
internal sealed record SandboxedProcesses(
    IProcessRunner Processes, ISandbox Sandbox, string CargoHome, System.Collections.Immutable.ImmutableArray<string> Readable)
{
    public Task<ProcessResult> RunAsync(CommandSpec command, LegDirectories directories, IOutputSink output, CancellationToken cancellation) =>
        Processes.RunAsync(
            Sandbox.Wrap(command, new SandboxPolicy([directories.Root], [.. Readable, CargoHome], Network: false)),
            output,
            cancellation);

    public Task<ProcessResult> FetchAsync(CommandSpec command, LegDirectories directories, IOutputSink output, CancellationToken cancellation) =>
        Processes.RunAsync(
            Sandbox.Wrap(command, new SandboxPolicy([directories.Root, CargoHome], Readable, Network: true)),
            output,
            cancellation);
}
