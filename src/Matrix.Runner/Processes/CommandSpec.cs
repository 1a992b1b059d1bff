using System.Collections.Immutable;
using Matrix.Runner.Processes.Native;

namespace Matrix.Runner.Processes;

/// <summary>A command is a value: an argument list, never a joined string, and its limits are part of it.</summary>
internal sealed record CommandSpec(string Program, ImmutableArray<string> Arguments, string WorkingDirectory)
{
    /// <summary>The whole environment: nothing is inherited.</summary>
    public ImmutableSortedDictionary<string, string> Environment { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public ProcessLimits Limits { get; init; } = ProcessLimits.Default;

    /// <summary>The program is a wrapper that turns the death of its child by signal n into exit code 128 + n, as shells do.</summary>
    public bool ExitCodeCarriesSignal { get; init; }

    /// <summary>
    /// The folder of foreign code: what it holds counts for the disk limit, and the kernel's own limits are set. Null: a program of the
    /// machine, which is trusted.
    /// </summary>
    public string? ForeignFolder { get; init; }

    public ImmutableArray<string> CommandLine => [Program, .. Arguments];
}

/// <summary>A program that was started, and what is known of it while it runs.</summary>
internal sealed record RunningProgram(CommandSpec Command, ChildProcess Child, ProcessTree Tree, OutputPump Output)
{
    /// <summary>Null: it is trusted with the disk.</summary>
    public DiskGauge? Disk { get; init; }

    /// <summary>Null where none can be had, and for trusted programs.</summary>
    public ControlGroup? Group { get; init; }
}
