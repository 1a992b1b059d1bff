namespace Matrix.Runner.Processes;

/// <summary>Tells a program that hangs from one that works and says nothing.</summary>
internal sealed class SilenceGauge(TimeSpan limit)
{
    // What makes a quiet program a busy one. A program that waits still wakes up now and then.
    private readonly TimeSpan busy = TimeSpan.FromSeconds(Math.Min(1, limit.TotalSeconds / 20));

    private TimeSpan quietSince;
    private long bytesSeen;
    private TimeSpan cpuTimeSeen;
    private TimeSpan cpuTimeUsed;

    public bool IsOver(TimeSpan now, long bytes, TimeSpan cpuTime)
    {
        // The tree's time goes down when a member has gone; that is no work undone.
        cpuTimeUsed += cpuTime > cpuTimeSeen ? cpuTime - cpuTimeSeen : TimeSpan.Zero;
        cpuTimeSeen = cpuTime;

        if (bytes != bytesSeen || cpuTimeUsed >= busy)
            (quietSince, bytesSeen, cpuTimeUsed) = (now, bytes, TimeSpan.Zero);

        return now - quietSince >= limit;
    }
}
