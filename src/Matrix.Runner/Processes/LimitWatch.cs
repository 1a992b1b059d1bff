using Matrix.Results;

namespace Matrix.Runner.Processes;

/// <summary>Looks now and then whether a running tree is within its limits.</summary>
internal sealed class LimitWatch(ProcessLimits limits, ChildProcess child, ProcessTree tree, OutputPump output)
{
    private static readonly TimeSpan SecondLook = TimeSpan.FromMilliseconds(20);

    private readonly SilenceGauge silence = new(limits.Silence);

    public long PeakMemoryBytes { get; private set; }

    /// <returns>The limit that was reached; null: it ended before.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<ProcessExit?> UntilEndedAsync(CancellationToken cancellation)
    {
        while (!await EndsWithinAsync(NextLook(), cancellation))
        {
            if (await ReachedAsync() is { } limit)
                return limit;
        }

        return null;
    }

    private TimeSpan NextLook()
    {
        var left = limits.Time - child.Elapsed;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < tree.SampleInterval ? left : tree.SampleInterval;
    }

    private async Task<bool> EndsWithinAsync(TimeSpan wait, CancellationToken cancellation)
    {
        await Task.WhenAny(child.Ended, Task.Delay(wait, cancellation));
        cancellation.ThrowIfCancellationRequested();
        if (!child.Ended.IsCompleted)
            return false;

        await child.Ended;
        return true;
    }

    private async Task<ProcessExit?> ReachedAsync()
    {
        if (output.Finished.IsFaulted)
            await output.Finished;

        var now = child.Elapsed;
        var usage = Measured(tree.Measure());
        return
            now >= limits.Time ? new ProcessExit.TimedOut(limits.Time.TotalSeconds)
            : output.IsOverLimit ? new ProcessExit.LogTooLarge(limits.LogBytes)
            : usage.ResidentBytes > limits.MemoryBytes && await StaysTooLargeAsync() ? new ProcessExit.OutOfMemory(limits.MemoryBytes)
            : silence.IsOver(now, output.SeenBytes, usage.CpuTime) ? new ProcessExit.WentSilent(limits.Silence.TotalSeconds)
            : null;
    }

    // A process that starts another looks twice as large for a moment.
    private async Task<bool> StaysTooLargeAsync()
    {
        await Task.Delay(SecondLook);
        return Measured(tree.MeasureNow()).ResidentBytes > limits.MemoryBytes;
    }

    private TreeUsage Measured(TreeUsage usage)
    {
        PeakMemoryBytes = Math.Max(PeakMemoryBytes, usage.ResidentBytes);
        return usage;
    }
}
