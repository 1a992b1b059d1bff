using System.Diagnostics;
using Matrix.Results;
using Matrix.Runner.Processes.Native;

namespace Matrix.Runner.Processes;

/// <summary>One running program, followed until nothing is left of it.</summary>
internal sealed class ProcessRun(RunningProgram running)
{
    // A file was to become larger than all may be; the same number on all systems.
    private const int SigXfsz = 25;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LeftoverGrace = TimeSpan.FromMilliseconds(500);

    private readonly ChildProcess child = running.Child;
    private readonly ProcessTree tree = running.Tree;
    private readonly OutputPump output = running.Output;
    private readonly LimitWatch watch = new(running);

    public async Task<ProcessResult> FollowAsync(CancellationToken cancellation)
    {
        ProcessExit? limit;
        bool leaked;
        try
        {
            limit = await watch.UntilEndedAsync(cancellation);
            leaked = limit is null && !await LeavesNothingAsync();
            if (limit is not null || leaked)
                await TreeEnd.EndAsync(tree, GraceFor(limit));
        }
        catch
        {
            await TreeEnd.EndAsync(tree, Grace);
            throw;
        }
        finally
        {
            await OutputEndsAsync();
            await output.StopAsync();
        }

        return await ResultAsync(limit, leaked);
    }

    // These grow on while a program is asked politely.
    private static TimeSpan GraceFor(ProcessExit? limit) =>
        limit is ProcessExit.OutOfMemory or ProcessExit.OutOfDisk or ProcessExit.TooManyProcesses ? TimeSpan.Zero : Grace;

    private async Task<bool> LeavesNothingAsync() =>
        await OutputEndsAsync() && await TreeEnd.IsGoneWithinAsync(tree, LeftoverGrace);

    private async Task<bool> OutputEndsAsync()
    {
        await Task.WhenAny(output.Finished, Task.Delay(LeftoverGrace));
        return output.Finished.IsCompleted;
    }

    private async Task<ProcessResult> ResultAsync(ProcessExit? limit, bool leaked)
    {
        // The process table may know before we do; what SIGKILL cannot end, nobody can wait for.
        await Task.WhenAny(child.Ended, Task.Delay(LeftoverGrace));
        var (exit, largest, cpuTime) = child.Reap() ?? (limit ?? throw new InvalidOperationException($"{child.Id} has ended twice"), 0, TimeSpan.Zero);
        return new ProcessResult(limit ?? await MeaningAsync(exit), child.Elapsed, Peak(largest), leaked) { CpuTime = cpuTime > watch.CpuTime ? cpuTime : watch.CpuTime };
    }

    // A sum of processes counts shared pages more than once, and the kernel's peak has pages of files in it: what is less is nearer.
    private long Peak(long largestProcess) =>
        Math.Min(Math.Max(watch.PeakMemoryBytes, largestProcess), running.Group?.PeakMemoryBytes ?? long.MaxValue);

    private async Task<ProcessExit> MeaningAsync(ProcessExit exit)
    {
        if (output.IsOverLimit)
            return new ProcessExit.LogTooLarge(running.Command.Limits.LogBytes);

        var own = running.Command.ExitCodeCarriesSignal ? WaitStatus.Unwrap(exit) : exit;
        return own.IsSuccess ? own : await KernelsLimitAsync(own) ?? own;
    }

    // What the kernel refused or killed between two looks.
    private async Task<ProcessExit?> KernelsLimitAsync(ProcessExit own)
    {
        var limits = running.Command.Limits;
        return
            running.Group is { RanOutOfProcesses: true } ? new ProcessExit.TooManyProcesses(limits.Processes)
            : running.Group is { RanOutOfMemory: true } ? new ProcessExit.OutOfMemory(limits.MemoryBytes)
            : running.Disk is { } disk && (own is ProcessExit.Signalled { Signal: SigXfsz } || await disk.IsFullAsync()) ? new ProcessExit.OutOfDisk(limits.DiskBytes)
            : null;
    }
}

/// <summary>Ends a whole tree: asks, waits, then kills until nothing is left of it.</summary>
internal static class TreeEnd
{
    private static readonly TimeSpan KillingTakes = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenKills = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(30);

    public static async Task EndAsync(ProcessTree tree, TimeSpan grace)
    {
        if (grace > TimeSpan.Zero)
        {
            Signal(tree, Libc.SigTerm);
            Signal(tree, Platform.Current.SigCont);   // what is stopped could not obey
            if (await IsGoneWithinAsync(tree, grace))
                return;
        }

        var started = Stopwatch.GetTimestamp();
        do
        {
            Signal(tree, Libc.SigKill);
        }
        while (!await IsGoneWithinAsync(tree, BetweenKills) && Stopwatch.GetElapsedTime(started) < KillingTakes);
    }

    public static async Task<bool> IsGoneWithinAsync(ProcessTree tree, TimeSpan wait)
    {
        var started = Stopwatch.GetTimestamp();
        for (var pause = FirstPause; tree.Living().Length > 0; pause = pause < LongestPause ? pause * 2 : pause)
        {
            if (Stopwatch.GetElapsedTime(started) >= wait)
                return false;

            await Task.Delay(pause);
        }

        return true;
    }

    // The group at once, so that nothing in it can fork its way past the list. Its number is still the root's own: the root is not
    // reaped before all of this is over.
    private static void Signal(ProcessTree tree, int signal)
    {
        if (signal == Libc.SigKill)
            tree.Group?.Kill();
        _ = Libc.Kill(-tree.Root, signal);
        foreach (var member in tree.Living().Where(member => member.Group != tree.Root))
            _ = Libc.Kill(member.Id, signal);
    }
}
