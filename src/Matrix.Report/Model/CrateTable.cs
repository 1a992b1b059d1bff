using Matrix.Report.Logs;
using Matrix.Results;

namespace Matrix.Report.Model;

/// <summary>The table of crates: what needs a look comes first, and the first row of each verdict and class can be linked to.</summary>
internal static class CrateTable
{
    public static IReadOnlyList<CrateRow> Of(IReadOnlyList<CrateRecord> crates, LogLinks links)
    {
        var sorted = crates
            .OrderBy(crate => NeedsAttention(crate.Verdict) ? 0 : 1)
            .ThenBy(crate => VerdictWords.Order.ToList().IndexOf(crate.Verdict.Kind))
            .ThenBy(crate => crate.Verdict.Crate, StringComparer.Ordinal);

        var taken = new HashSet<string>(StringComparer.Ordinal);
        return [.. sorted.Select(crate => Row(crate, links, taken))];
    }

    public static string VerdictAnchor(string verdict) => $"verdict-{verdict}";

    public static string ClassAnchor(string failure) => $"class-{failure}";

    // What the list foresaw needs no look; what it foresaw and did not come does, and so does a failure that nobody foresaw.
    private static bool NeedsAttention(Verdict verdict) => verdict.Expectation is { } expectation
        ? expectation.State != ExpectationState.Met
        : verdict.Kind.Standing() == Standing.Fails;

    private static CrateRow Row(CrateRecord crate, LogLinks links, HashSet<string> taken)
    {
        var row = new CrateRowBuilder(crate, Free($"crate-{Slug(crate.Verdict.Crate)}", taken), links).Build();
        string[] anchors = [VerdictAnchor(row.Badge.Name), .. row.Causes.Select(cause => ClassAnchor(cause.Class))];
        return row with { Begins = [.. anchors.Where(taken.Add)] };
    }

    private static string Slug(string name) =>
        string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' ? character : '.'));

    private static string Free(string anchor, HashSet<string> taken)
    {
        var free = anchor;
        for (var number = 2; !taken.Add(free); number++)
            free = $"{anchor}.{number}";

        return free;
    }
}
