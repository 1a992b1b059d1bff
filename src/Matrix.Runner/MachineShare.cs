namespace Matrix.Runner;

/// <summary>Shares the machine out among the crates that run: the cores, and at times all of it to one leg alone.</summary>
internal sealed class MachineShare(int cores) : IDisposable
{
    private const int Seats = 1024;   // more than crates at a time

    private readonly SemaphoreSlim seats = new(Seats);
    private readonly SemaphoreSlim oneAtATime = new(1);
    private int running;

    /// <summary>Compiler processes for a phase that starts now, from 1: towards the end, when few crates are left, each gets more.</summary>
    public int BuildJobs() => Math.Max(1, cores / Math.Max(1, Volatile.Read(ref running)));

    public void Enter() => Interlocked.Increment(ref running);

    public void Leave() => Interlocked.Decrement(ref running);

    /// <summary>Runs something beside what else runs.</summary>
    public async Task<T> TogetherAsync<T>(Func<Task<T>> run, CancellationToken cancellation)
    {
        await seats.WaitAsync(cancellation);
        try
        {
            return await run();
        }
        finally
        {
            seats.Release();
        }
    }

    /// <summary>Runs something when all else has come to an end, and before anything else begins.</summary>
    public async Task<T> AloneAsync<T>(Func<Task<T>> run, CancellationToken cancellation)
    {
        var taken = 0;
        await oneAtATime.WaitAsync(cancellation);   // two that each hold half of the seats would wait for ever
        try
        {
            for (; taken < Seats; taken++)
                await seats.WaitAsync(cancellation);
            return await run();
        }
        finally
        {
            if (taken > 0)
                seats.Release(taken);
            oneAtATime.Release();
        }
    }

    public void Dispose()
    {
        seats.Dispose();
        oneAtATime.Dispose();
    }
}
