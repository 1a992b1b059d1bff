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
