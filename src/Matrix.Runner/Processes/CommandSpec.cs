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

    public ImmutableArray<string> CommandLine => [Program, .. Arguments];
}

/// <param name="Time">Wall time.</param>
/// <param name="Silence">Longest time in which the process tree neither prints nor works (uses hardly any CPU time).</param>
/// <param name="MemoryBytes">Resident memory of the process tree.</param>
/// <param name="LogBytes">Output of both streams together.</param>
internal sealed record ProcessLimits(TimeSpan Time, TimeSpan Silence, long MemoryBytes, long LogBytes)
{
    public static readonly ProcessLimits Default = new(TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(10), 8L << 30, 256L << 20);
}
