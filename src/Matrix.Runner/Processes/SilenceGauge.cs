namespace Matrix.Runner.Processes;

/// <summary>Tells how long a program has not printed a byte, however busy it is.</summary>
internal sealed class SilenceGauge(TimeSpan limit)
{
    private TimeSpan quietSince;
    private long bytesSeen;

    public bool IsOver(TimeSpan now, long bytes)
    {
        if (bytes != bytesSeen)
            (quietSince, bytesSeen) = (now, bytes);

        return now - quietSince >= limit;
    }
}
