using System.Collections.Immutable;
using Matrix.Runner.Processes.Native;

namespace Matrix.Runner.Processes;

/// <summary>
/// Everything that descends from one process, also what has left its group, lost its parent, or both: a process once seen as a member
/// stays one. Not safe for several threads.
/// </summary>
internal sealed class ProcessTree(int root, string mark, ProcessSnapshots snapshots)
{
    // Each is one more file to read; so many are not idle anyway.
    private const int MostAsked = 200;

    private readonly Dictionary<int, long> members = [];
    private readonly HashSet<(int Id, long Started)> strangers = [];

    public int Root { get; } = root;

    /// <summary>Where there is one, all in it are members, whatever they did to hide.</summary>
    public ControlGroup? Group { get; init; }

    public TimeSpan SampleInterval => snapshots.Table.Interval;

    /// <summary>Processes and threads, strangers included: cheap enough to be asked all the time.</summary>
    public int CountOfMachine() => snapshots.Table.CountOfMachine();

    public TreeUsage Measure() => Usage(Members(snapshots.Recent()));

    public TreeUsage MeasureNow() => Usage(Members(snapshots.Fresh()));

    /// <summary>The longest that a thread of it was ready and had no processor, of what is there now.</summary>
    public TimeSpan WaitedForProcessor() => Members(snapshots.Fresh()).Take(MostAsked).Select(snapshots.Table.WaitedForProcessor).DefaultIfEmpty().Max();

    /// <summary>What still runs, at this moment.</summary>
    public ImmutableArray<ProcessEntry> Living() => [.. Members(snapshots.Fresh()).Where(member => !member.IsZombie)];

    private TreeUsage Usage(List<ProcessEntry> present) => new(
        present.Sum(member => member.ResidentBytes),
        new TimeSpan(present.Sum(member => member.CpuTime.Ticks)),
        present.Take(MostAsked).Sum(snapshots.Table.TransferredBytes),
        present.Sum(member => member.Threads));

    // Whoever is a member may make its children, its session and its group members, in any order of ids.
    private List<ProcessEntry> Members(ImmutableArray<ProcessEntry> snapshot)
    {
        var present = new List<ProcessEntry>();
        var ids = new HashSet<int>();
        HashSet<int> grouped = [.. Group?.Members ?? []];
        var sessions = new HashSet<int>();
        var rest = snapshot;
        int before;
        do
        {
            before = present.Count;
            var others = ImmutableArray.CreateBuilder<ProcessEntry>(rest.Length);
            foreach (var entry in rest)
            {
                if (!grouped.Contains(entry.Id) && !IsMember(entry, ids, sessions))
                {
                    others.Add(entry);
                    continue;
                }

                present.Add(entry);
                members[entry.Id] = entry.Started;
                ids.Add(entry.Id);
                sessions.Add(entry.Session);
                sessions.Add(entry.Group);
            }

            rest = others.DrainToImmutable();
        }
        while (present.Count > before);

        return present;
    }

    // No process joins a session from outside, so one member tells of all. Its number can go to strangers once it is empty:
    // therefore only sessions of members that are still there count.
    private bool IsMember(ProcessEntry entry, HashSet<int> ids, HashSet<int> sessions) =>
        entry.Id == Root
        || (members.TryGetValue(entry.Id, out var started) && started == entry.Started)
        || ids.Contains(entry.Parent)
        || (entry.Session > 1 && sessions.Contains(entry.Session))
        || (entry.Group > 1 && sessions.Contains(entry.Group))
        || IsMarkedOrphan(entry);

    private bool IsMarkedOrphan(ProcessEntry entry)
    {
        if (!IsOurOrphan(entry) || entry.IsZombie || strangers.Contains((entry.Id, entry.Started)))
            return false;

        var marked = snapshots.Table.CarriesMark(entry, mark);
        if (marked is false)
            strangers.Add((entry.Id, entry.Started));

        return marked is true;
    }

    private bool IsOurOrphan(ProcessEntry entry) => entry.Parent == Environment.ProcessId && entry.Id != Root;
}

/// <param name="CpuTime">Of what is there now: it goes down when an orphan has gone.</param>
/// <param name="TransferredBytes">Read and written; of what is there now, too.</param>
/// <param name="Tasks">Processes and threads.</param>
internal readonly record struct TreeUsage(long ResidentBytes, TimeSpan CpuTime, long TransferredBytes, int Tasks);
