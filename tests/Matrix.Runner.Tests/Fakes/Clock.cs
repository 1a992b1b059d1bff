namespace Matrix.Runner.Tests.Fakes;

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class Clock : TimeProvider
{
    private TimeSpan passed;
    private DateTimeOffset now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => passed.Ticks;

    public void Move(TimeSpan by)
    {
        now += by;
        passed += by;
    }

    /// <summary>Somebody sets the time of day.</summary>
    public void Jump(TimeSpan by) => now += by;
}
