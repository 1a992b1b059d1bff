using System.Collections.Immutable;

namespace Matrix.Runner.Processes;

internal interface IProcessTable
{
    /// <summary>How often it may be read without costing what is measured.</summary>
    TimeSpan Interval { get; }

    /// <summary>Every process of the machine that can be seen.</summary>
    ImmutableArray<ProcessEntry> Read();

    /// <summary>Whether the environment of an orphan has <paramref name="mark"/>; null: it cannot be read, or not yet.</summary>
    bool? CarriesMark(ProcessEntry orphan, string mark);

    /// <summary>Lets go of an orphan that has ended.</summary>
    void Reap(ProcessEntry orphan);
}
