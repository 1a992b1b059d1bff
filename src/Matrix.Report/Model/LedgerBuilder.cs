using Matrix.Results;

namespace Matrix.Report.Model;

/// <summary>The unsupported intrinsics, those that stop most crates first.</summary>
internal static class LedgerBuilder
{
    public static IReadOnlyList<LedgerRow> Build(IReadOnlyList<LedgerEntry> entries, IReadOnlyList<CrateRow> crates)
    {
        var rows = crates.ToDictionary(crate => crate.Name, StringComparer.Ordinal);
        return
        [
            .. entries
                .GroupBy(entry => (entry.Intrinsic, entry.Package, entry.Target))
                .Select(group => Row(group, rows))
                .OrderByDescending(row => row.Hit).ThenByDescending(row => row.Unlocks).ThenByDescending(row => row.Linked).ThenByDescending(row => row.Warned)
                .ThenBy(row => row.Intrinsic, StringComparer.Ordinal).ThenBy(row => row.Package, StringComparer.Ordinal),
        ];
    }

    private static LedgerRow Row(
        IGrouping<(string Intrinsic, string? Package, string Target), LedgerEntry> entries, Dictionary<string, CrateRow> rows) => new(
        entries.Key.Intrinsic,
        entries.Key.Package ?? "",
        entries.Key.Target,
        Crates(entries, LedgerState.Warned),
        Crates(entries, LedgerState.Linked),
        Crates(entries, LedgerState.Hit),
        entries.Where(entry => entry.State == LedgerState.Hit).Sum(entry => entry.Tests.Count),
        [.. entries.Select(entry => entry.Crate).Distinct().Order(StringComparer.Ordinal).Select(name => new CrateLink(name, rows.GetValueOrDefault(name)?.Link))]);

    private static int Crates(IEnumerable<LedgerEntry> entries, LedgerState state) =>
        entries.Where(entry => entry.State == state).Select(entry => entry.Crate).Distinct().Count();
}
