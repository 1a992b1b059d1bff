using Matrix.Runner.Processes.Native;

namespace Matrix.Runner.Processes;

/// <summary>A program that was started, and what is known of it while it runs.</summary>
internal sealed record RunningProgram(CommandSpec Command, ChildProcess Child, ProcessTree Tree, OutputPump Output)
{
    /// <summary>Null: it is trusted with the disk.</summary>
    public DiskGauge? Disk { get; init; }

    /// <summary>Null where none can be had, and for trusted programs.</summary>
    public ControlGroup? Group { get; init; }
}
