using System.Collections.Immutable;
using System.Globalization;

namespace Matrix.Runner.Processes;

/// <summary>Limits that the kernel keeps, set in the child alone: <c>posix_spawn</c> cannot, so a shell does and then becomes the program.</summary>
/// <remarks>
/// Not of memory: programs reserve address space that they never use. Not of processes: what the kernel counts there is all of a user's,
/// so only a sandbox with users of its own can (<see cref="Isolation.Bubblewrap"/>).
/// </remarks>
internal static class HardLimits
{
    public const string Shell = "/bin/sh";

    private const int BlockBytes = 512;   // what ulimit counts files in

    // A limit that is lower already stays. $1 is where to join a control group, or nothing. What the shell says is no output of the program.
    private const string Script =
        """
        {
            if [ -n "$1" ]; then echo $$ > "$1"; fi
            ulimit -c 0
            ulimit -n "$2"
            ulimit -f "$3"
        } 2> /dev/null
        shift 3
        exec "$@"
        """;

    /// <param name="program">The file itself.</param>
    /// <param name="joins">The file of a control group that takes the ids of its members; null: there is none.</param>
    public static ImmutableArray<string> Around(string program, ImmutableArray<string> arguments, ProcessLimits limits, string? joins) =>
    [
        Shell, "-c", Script, "sh", joins ?? "",
        limits.OpenFiles.ToString(CultureInfo.InvariantCulture),
        (limits.DiskBytes / BlockBytes).ToString(CultureInfo.InvariantCulture),
        program, .. arguments,
    ];
}
