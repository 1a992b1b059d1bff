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

/// <summary>
/// Whose parent has died comes to us, and so does its zombie: bwrap alone leaves one each time. Whoever runs programs by other means
/// than ours gets the time to take their status.
/// </summary>
internal sealed class OrphanReaper(IProcessTable table)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private Dictionary<(int Id, long Started), long> waiting = [];

    public void Visit(ImmutableArray<ProcessEntry> snapshot)
    {
        var stillWaiting = new Dictionary<(int Id, long Started), long>();
        foreach (var zombie in snapshot.Where(IsOrphanZombie))
        {
            var key = (zombie.Id, zombie.Started);
            var since = waiting.GetValueOrDefault(key, Stopwatch.GetTimestamp());
            if (Stopwatch.GetElapsedTime(since) >= Patience)
                table.Reap(zombie);
            else
                stillWaiting[key] = since;
        }

        waiting = stillWaiting;
    }

    private static bool IsOrphanZombie(ProcessEntry entry) =>
        entry.IsZombie && entry.Parent == Environment.ProcessId && !ChildProcess.IsOne(entry.Id);
}
