using System.Collections.Immutable;
using Matrix.Runner.Processes.Native;

namespace Matrix.Runner.Tests.Processes;

/// <summary>A machine on paper. <see cref="Us"/> is this tool.</summary>
internal sealed class FakeProcessTable : IProcessTable
{
    public const int Root = 1000;

    public static int Us => Environment.ProcessId;

    public List<ProcessEntry> Entries { get; } = [];

    public HashSet<int> Marked { get; } = [];

    public List<int> Reaped { get; } = [];

    public TimeSpan Interval => TimeSpan.FromMilliseconds(10);

    public FakeProcessTable With(
        int id, int parent, int session, int? group = null, bool isZombie = false, long started = 1, int memory = 1)
    {
        Entries.RemoveAll(entry => entry.Id == id);
        Entries.Add(new ProcessEntry(id, parent, group ?? session, session, isZombie, started, memory, TimeSpan.FromSeconds(memory)));
        return this;
    }

    public FakeProcessTable Without(int id)
    {
        Entries.RemoveAll(entry => entry.Id == id);
        return this;
    }

    public ImmutableArray<ProcessEntry> Read() => [.. Entries];

    public int CountOfMachine() => Entries.Count;

    public long TransferredBytes(ProcessEntry entry) => 0;

    public TimeSpan WaitedForProcessor(ProcessEntry entry) => TimeSpan.Zero;

    public bool? CarriesMark(ProcessEntry orphan, string mark) => Marked.Contains(orphan.Id);

    public void Reap(ProcessEntry orphan) => Reaped.Add(orphan.Id);
}
