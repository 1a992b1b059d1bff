namespace Matrix.Runner;

/// <summary>Shares the cores out among the crates that run: all of them together fill the machine, and no more.</summary>
internal sealed class MachineShare(int cores)
{
    private int running;

    /// <summary>Compiler processes for a phase that starts now, from 1: towards the end, when few crates are left, each gets more.</summary>
    public int BuildJobs() => Math.Max(1, cores / Math.Max(1, Volatile.Read(ref running)));

    public void Enter() => Interlocked.Increment(ref running);

    public void Leave() => Interlocked.Decrement(ref running);
}
