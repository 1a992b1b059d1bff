using System.Collections.Immutable;

namespace Matrix.Runner.Processes.Native;

internal interface IProcessTable
{
    /// <summary>How often it may be read without costing what is measured.</summary>
    TimeSpan Interval { get; }

    /// <summary>Every process of the machine that can be seen.</summary>
    ImmutableArray<ProcessEntry> Read();

    /// <summary>How many processes and threads the whole machine has: one small read. 0 where the system does not tell.</summary>
    int CountOfMachine();

    /// <summary>What a process has read and written so far, with that of its children that have ended; 0 where the system does not tell.</summary>
    long TransferredBytes(ProcessEntry entry);

    /// <summary>The longest that a thread of a process was ready and had no processor so far; 0 where the system does not tell.</summary>
    TimeSpan WaitedForProcessor(ProcessEntry entry);

    /// <summary>Whether the environment of an orphan has <paramref name="mark"/>; null: it cannot be read, or not yet.</summary>
    bool? CarriesMark(ProcessEntry orphan, string mark);

    /// <summary>Lets go of an orphan that has ended.</summary>
    void Reap(ProcessEntry orphan);
}

/// <param name="Session">0 where the system does not say.</param>
/// <param name="Started">Differs between two processes that had the same id; what it counts is the system's business.</param>
/// <param name="CpuTime">With that of its children that have ended.</param>
internal readonly record struct ProcessEntry(
    int Id, int Parent, int Group, int Session, bool IsZombie, long Started, long ResidentBytes, TimeSpan CpuTime)
{
    public int Threads { get; init; } = 1;
}
