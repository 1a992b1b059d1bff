using System.Collections.Immutable;

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
