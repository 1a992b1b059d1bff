namespace Matrix.Runner.Processes;

/// <summary>Tells a program that hangs from one that works and says nothing: no output, hardly any CPU time, hardly anything read or written.</summary>
/// <remarks>
/// As PkgEval does (https://github.com/JuliaCI/PkgEval.jl): less than a second of work and a megabyte in a window. Silence alone would
/// take a long compile for a hang.
/// </remarks>
internal sealed class IdleGauge(TimeSpan limit)
{
    private const long BusyBytes = 1 << 20;

    // A program that waits still wakes up now and then.
    private readonly TimeSpan busyTime = TimeSpan.FromSeconds(Math.Min(1, limit.TotalSeconds / 20));

    private readonly Total work = new();
    private readonly Total transfer = new();
    private TimeSpan idleSince;
    private long printedSeen;

    public bool IsOver(TimeSpan now, long printed, TreeUsage usage)
    {
        work.Add(usage.CpuTime.Ticks);
        transfer.Add(usage.TransferredBytes);
        if (printed != printedSeen || work.Sum >= busyTime.Ticks || transfer.Sum >= BusyBytes)
        {
            (idleSince, printedSeen) = (now, printed);
            work.Clear();
            transfer.Clear();
        }

        return now - idleSince >= limit;
    }

    // What the tree has done so far goes down when a member has gone; that is no work undone.
    private sealed class Total
    {
        private long last;

        public long Sum { get; private set; }

        public void Add(long now)
        {
            Sum += Math.Max(0, now - last);
            last = now;
        }

        public void Clear() => Sum = 0;
    }
}
