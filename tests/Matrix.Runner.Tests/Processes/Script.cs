using System.Collections.Immutable;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Tests.Processes;

/// <summary>Small programs, as commands.</summary>
internal static class Script
{
    private static readonly ImmutableSortedDictionary<string, string> Path =
        ImmutableSortedDictionary<string, string>.Empty.Add("PATH", "/usr/local/bin:/usr/bin:/bin");

    private static readonly TimeSpan Never = TimeSpan.FromMinutes(5);

    public static CommandSpec Shell(string text) => Program("/bin/sh", "-c", text);

    public static CommandSpec Perl(string text) => Program("perl", "-e", text);

    public static CommandSpec Program(string program, params string[] arguments) =>
        new(program, [.. arguments], "/") { Environment = Path, Limits = new ProcessLimits(Never, Never, 8L << 30, 1L << 30) };

    public static CommandSpec Within(
        this CommandSpec command, TimeSpan? time = null, TimeSpan? silence = null, long? memory = null, long? log = null) =>
        command with
        {
            Limits = command.Limits with
            {
                Time = time ?? command.Limits.Time,
                Silence = silence ?? command.Limits.Silence,
                MemoryBytes = memory ?? command.Limits.MemoryBytes,
                LogBytes = log ?? command.Limits.LogBytes,
            },
        };

    /// <summary>As foreign code, which writes to a folder of its own.</summary>
    public static CommandSpec Foreign(this CommandSpec command, string folder, Func<ProcessLimits, ProcessLimits>? limits = null) =>
        command with { ForeignFolder = folder, WorkingDirectory = folder, Limits = (limits ?? (same => same))(command.Limits) };
}
