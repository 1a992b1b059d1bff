using System.Collections.Immutable;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Isolation;

/// <summary>Turns a command into one that runs apart from the machine. Pure: it starts nothing.</summary>
internal interface ISandbox
{
    /// <summary>As it stands in run.json: <c>bubblewrap</c>, <c>sandbox-exec</c> or <c>none</c>.</summary>
    string Name { get; }

    CommandSpec Wrap(CommandSpec command, SandboxPolicy policy);
}

/// <param name="Writable">Directories, which exist, that may be written; all else is read-only, and $HOME, /tmp and /run are empty.</param>
/// <param name="Readable">Directories, which exist, that must be seen although they lie in a place that is hidden ($HOME, /tmp).</param>
/// <param name="Network">Only while dependencies are fetched.</param>
internal sealed record SandboxPolicy(ImmutableArray<string> Writable, ImmutableArray<string> Readable, bool Network)
{
    /// <summary>Directories, which exist, that are empty inside besides the machine's own; those above that lie in them are seen all the same.</summary>
    public ImmutableArray<string> Hidden { get; init; } = [];
}

/// <param name="Warning">For whoever starts a sweep; null where there is nothing to warn of.</param>
internal sealed record ChosenSandbox(ISandbox Sandbox, string? Warning);

internal sealed class NoSandbox : ISandbox
{
    public string Name => "none";

    public CommandSpec Wrap(CommandSpec command, SandboxPolicy policy) => command;
}

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
