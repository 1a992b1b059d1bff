using Matrix.GitHub;

namespace Matrix.Bench.Issues;

/// <summary>The calls of one run, as the server saw them.</summary>
internal sealed class Calls
{
    private readonly Dictionary<CallKind, int> byKind;

    public Calls(IReadOnlyList<JournalEntry> journal)
    {
        if (journal.FirstOrDefault(entry => entry.Status >= 400) is { } refused)
            throw new InvalidOperationException($"a call was refused: {refused}");

        byKind = journal.CountBy(CallKinds.KindOf).ToDictionary();
        Reads = journal.Count(entry => !entry.Call.IsWrite);
        Unchanged = journal.Count(entry => entry.Status == 304);
        Writes = journal.Count(entry => entry.Call.IsWrite);
        Lists = journal.Count(entry => CallKinds.KindOf(entry) == CallKind.IssuePage && !entry.Call.Query.Contains("after=", StringComparison.Ordinal));
    }

    public int Reads { get; }

    /// <summary>Reads that were answered by "as it was": GitHub does not count them.</summary>
    public int Unchanged { get; }

    public int Writes { get; }

    public int All => Reads + Writes;

    /// <summary>What is taken off the hour's limit.</summary>
    public int Counted => All - Unchanged;

    /// <summary>How often the whole list of issues was read.</summary>
    public int Lists { get; }

    public int Of(CallKind kind) => byKind.GetValueOrDefault(kind);
}
