namespace Matrix.Runner.Processes.Native;

/// <param name="Session">0 where the system does not say.</param>
/// <param name="Started">Differs between two processes that had the same id; what it counts is the system's business.</param>
/// <param name="CpuTime">With that of its children that have ended.</param>
internal readonly record struct ProcessEntry(
    int Id, int Parent, int Group, int Session, bool IsZombie, long Started, long ResidentBytes, TimeSpan CpuTime)
{
    public int Threads { get; init; } = 1;
}
