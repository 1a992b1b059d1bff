using System.Diagnostics;

namespace Matrix.Runner.Measuring;

/// <summary>
/// What other processes do on this machine: looked at in the pauses between builds, when all that works is others'. What a build itself
/// takes cannot be told apart from them: the sandbox keeps no account of it.
/// </summary>
/// <param name="busyTime">What all processors have worked so far; null where the system does not say.</param>
internal sealed class LoadMeter(Func<TimeSpan?> busyTime)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private TimeSpan worked;
    private TimeSpan watched;

    /// <summary>How many cores are busy, on average; null where the system does not say.</summary>
    public double? Cores => watched > TimeSpan.Zero ? Math.Round(worked / watched, 2) : null;

    public async Task LookAsync(CancellationToken cancellation)
    {
        var (before, start) = (busyTime(), Stopwatch.GetTimestamp());
        if (before is null)
            return;

        await Task.Delay(Pause, cancellation);
        worked += busyTime() - before ?? TimeSpan.Zero;
        watched += Stopwatch.GetElapsedTime(start);
    }
}
