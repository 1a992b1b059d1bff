using System.Collections.Immutable;
using System.Diagnostics;
using Matrix.Runner.Processes.Native;

namespace Matrix.Runner.Processes;

/// <summary>Many runs at a time sample the same machine: they share what one of them has just read.</summary>
internal sealed class ProcessSnapshots(IProcessTable table)
{
    private readonly Lock gate = new();
    private readonly OrphanReaper orphans = new(table);
    private ImmutableArray<ProcessEntry> last = [];
    private long lastRead = long.MinValue;

    public IProcessTable Table { get; } = table;

    public ImmutableArray<ProcessEntry> Recent()
    {
        lock (gate)
        {
            return lastRead != long.MinValue && Stopwatch.GetElapsedTime(lastRead) < Table.Interval / 2 ? last : Fresh();
        }
    }

    public ImmutableArray<ProcessEntry> Fresh()
    {
        var read = Table.Read();
        lock (gate)
        {
            (last, lastRead) = (read, Stopwatch.GetTimestamp());
            orphans.Visit(read);
        }

        return read;
    }
}
