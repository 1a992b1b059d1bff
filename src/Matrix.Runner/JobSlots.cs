namespace Matrix.Runner;

/// <summary>Shares the machine out among the crates that run: the cores, and at times all of it to one leg alone.</summary>
internal sealed class JobSlots(int cores) : IDisposable
{
    private const int Seats = 1024;   // more than crates at a time

    private readonly SemaphoreSlim seats = new(Seats);
    private readonly SemaphoreSlim oneAtATime = new(1);
    private readonly SemaphoreSlim idle = new(0);   // workers for which no crate is left
    private int running;
    private int toCome;

    /// <summary>Compiler processes for a phase that starts now, from 1: towards the end, when few crates are left, each gets more.</summary>
    public int BuildJobs() => Math.Max(1, cores / Math.Max(1, Volatile.Read(ref running)));

    /// <summary>So many crates come, each to <see cref="Enter"/> and to <see cref="Leave"/>; so many at a time.</summary>
    public void Expect(int crates, int workers)
    {
        toCome = crates;
        if (crates < workers)
            idle.Release(workers - crates);
    }

    public void Enter()
    {
        Interlocked.Decrement(ref toCome);
        Interlocked.Increment(ref running);
    }

    public void Leave()
    {
        Interlocked.Decrement(ref running);
        if (Volatile.Read(ref toCome) <= 0)
            idle.Release();
    }

    /// <summary>Runs the second after the first; beside it from when a worker has nothing else to do.</summary>
    public async Task<(T First, T Second)> PairAsync<T>(Func<Task<T>> first, Func<Task<T>> second, CancellationToken cancellation)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var (one, worker) = (first(), idle.WaitAsync(waiting.Token));
        await Task.WhenAny(one, worker);
        await waiting.CancelAsync();
        if (!await HasAsync(worker))
            return (await one, await second());

        Interlocked.Increment(ref running);
        try
        {
            var two = second();
            await Task.WhenAll(one, two);
            return (await one, await two);
        }
        finally
        {
            Interlocked.Decrement(ref running);
            idle.Release();
        }
    }

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

    private static async Task<bool> HasAsync(Task worker)
    {
        try
        {
            await worker;
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        idle.Dispose();
        seats.Dispose();
        oneAtATime.Dispose();
    }
}
