using Matrix.Results;

namespace Matrix.Runner.Processes;

/// <summary>Looks now and then whether a running tree is within its limits.</summary>
internal sealed class LimitWatch(RunningProgram running)
{
    // Who forks without end has taken every process number of the machine before a sample is due: then not even we could do anything.
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan SecondLook = TimeSpan.FromMilliseconds(20);

    // With an eighth of a processor it can still show that it worked for half of its limit.
    private const double MostTimes = 4;

    private readonly ProcessLimits limits = running.Command.Limits;
    private readonly ChildProcess child = running.Child;
    private readonly ProcessTree tree = running.Tree;
    private readonly OutputPump output = running.Output;
    private readonly SilenceGauge silence = new(running.Command.Limits.Silence);
    private readonly IdleGauge idle = new(running.Command.Limits.Idle);

    private TimeSpan granted;

    public long PeakMemoryBytes { get; private set; }

    /// <summary>The most that was seen: who is killed may not account for its children.</summary>
    public TimeSpan CpuTime { get; private set; }

    /// <returns>The limit that was reached; null: it ended before.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<ProcessExit?> UntilEndedAsync(CancellationToken cancellation)
    {
        var before = tree.CountOfMachine();
        for (var looked = TimeSpan.Zero; !await EndsWithinAsync(UntilGlance(), cancellation);)
        {
            var isCrowded = tree.CountOfMachine() - before > limits.Processes;
            if (!isCrowded && child.Elapsed - looked < tree.SampleInterval && child.Elapsed < TimeNow)
                continue;

            looked = child.Elapsed;
            if (await ReachedAsync(isCrowded ? tree.MeasureNow() : tree.Measure()) is { } limit)
                return limit;
        }

        return null;
    }

    private TimeSpan UntilGlance()
    {
        var left = TimeNow - child.Elapsed;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < Glance ? left : Glance;
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

    private async Task<ProcessExit?> ReachedAsync(TreeUsage usage)
    {
        if (output.Finished.IsFaulted)
            await output.Finished;

        var now = child.Elapsed;
        usage = await OnSecondLookAsync(Measured(usage));

        // Too many processes need too much memory as well, and say more.
        return
            IsTimeUp(now) ? new ProcessExit.TimedOut(limits.TimeNow.TotalSeconds)
            : output.IsOverLimit ? new ProcessExit.LogTooLarge(limits.LogBytes)
            : usage.Tasks > limits.Processes || running.Group is { RanOutOfProcesses: true } ? new ProcessExit.TooManyProcesses(limits.Processes)
            : IsOutOfMemory(usage) ? new ProcessExit.OutOfMemory(limits.MemoryBytes)
            : running.Disk?.IsOver(now) == true ? new ProcessExit.OutOfDisk(limits.DiskBytes)
            : Inactive(now, usage);
    }

    private TimeSpan TimeNow => limits.TimeNow + granted;

    // What other programs took of the processor does not count: a busy machine makes nobody slow.
    private bool IsTimeUp(TimeSpan now)
    {
        if (now < TimeNow)
            return false;

        var (most, waited) = ((MostTimes - 1) * limits.TimeNow, tree.WaitedForProcessor());
        granted = waited < most ? waited : most;
        return now + Glance >= TimeNow;
    }

    // Both look each time. What has printed nothing for long enough may have done nothing as well, which says more.
    private ProcessExit? Inactive(TimeSpan now, TreeUsage usage)
    {
        var (isIdle, isSilent) = (idle.IsOver(now, output.SeenBytes, usage), silence.IsOver(now, output.SeenBytes));
        return
            isIdle ? new ProcessExit.WentIdle(limits.Idle.TotalSeconds)
            : isSilent ? new ProcessExit.WentSilent(limits.Silence.TotalSeconds)
            : null;
    }

    // The kernel counts shared pages once, and needs no sample.
    private bool IsOutOfMemory(TreeUsage usage) => running.Group is { LimitsMemory: true } group ? group.RanOutOfMemory : usage.ResidentBytes > limits.MemoryBytes;

    // A process that starts another looks twice as large for a moment.
    private async Task<TreeUsage> OnSecondLookAsync(TreeUsage usage)
    {
        if (running.Group is { LimitsMemory: true } || usage.ResidentBytes <= limits.MemoryBytes)
            return usage;

        await Task.Delay(SecondLook);
        return Measured(tree.MeasureNow());
    }

    private TreeUsage Measured(TreeUsage usage)
    {
        PeakMemoryBytes = Math.Max(PeakMemoryBytes, usage.ResidentBytes);
        CpuTime = usage.CpuTime > CpuTime ? usage.CpuTime : CpuTime;
        return usage;
    }
}

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
