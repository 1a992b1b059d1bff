using Matrix.Results;

namespace Matrix.Runner.Processes;

/// <summary>One running program, followed until nothing is left of it.</summary>
internal sealed class ProcessRun(CommandSpec command, ChildProcess child, ProcessTree tree, OutputPump output)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LeftoverGrace = TimeSpan.FromMilliseconds(500);

    private readonly LimitWatch watch = new(command.Limits, child, tree, output);

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

    // Memory grows on while a program is asked politely.
    private static TimeSpan GraceFor(ProcessExit? limit) => limit is ProcessExit.OutOfMemory ? TimeSpan.Zero : Grace;

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
        var (exit, largest) = child.Reap() ?? (limit ?? throw new InvalidOperationException($"{child.Id} has ended twice"), 0);
        return new ProcessResult(limit ?? Meaning(exit), child.Elapsed, Math.Max(watch.PeakMemoryBytes, largest), leaked);
    }

    private ProcessExit Meaning(ProcessExit exit) =>
        output.IsOverLimit ? new ProcessExit.LogTooLarge(command.Limits.LogBytes)
        : command.ExitCodeCarriesSignal ? WaitStatus.Unwrap(exit)
        : exit;
}
