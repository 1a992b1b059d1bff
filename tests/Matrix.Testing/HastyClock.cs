namespace Matrix.Testing;

/// <summary>A clock on which nobody waits: it moves on by whatever is waited for, at once.</summary>
public sealed class HastyClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<TimeSpan> waits = [];
    private readonly DateTimeOffset start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private TimeSpan passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (gate)
                return [.. waits];
        }
    }

    public override DateTimeOffset GetUtcNow() => start + Passed();

    public override long GetTimestamp() => Passed().Ticks;

    public void Move(TimeSpan by)
    {
        lock (gate)
            passed += by;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            Move(dueTime);
            lock (gate)
                waits.Add(dueTime);
            ThreadPool.UnsafeQueueUserWorkItem(_ => callback(state), null);
        }

        return new Fired();
    }

    private TimeSpan Passed()
    {
        lock (gate)
            return passed;
    }

    private sealed class Fired : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException("a wait that has been begun stays as it is");

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
