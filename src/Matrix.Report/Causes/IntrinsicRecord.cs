using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Causes;

/// <summary>An unsupported intrinsic in a package, in all crates of the sweep.</summary>
/// <param name="Package">Empty where only the executable is known.</param>
/// <param name="Unlocks">Tests that ran into it, and would go on if it were supported.</param>
/// <param name="Crates">In which it was seen, in any way.</param>
internal sealed record IntrinsicRecord(
    string Intrinsic, string Package, string Target, int Warned, int Linked, int Hit, int Unlocks, IReadOnlyList<string> Crates);

internal static class IntrinsicRanking
{
    /// <summary>Those that tests run into most come first.</summary>
    public static IReadOnlyList<IntrinsicRecord> Of(Sweep sweep)
    {
        // A crate whose shard was run again counts by the run that counts.
        var counted = sweep.Crates.SelectMany(crate => crate.Results.Select(result => (crate.Name, result.Run))).ToHashSet();
        var groups = new Dictionary<(string, string?, string), Group>();
        foreach (var run in sweep.Runs)
        {
            foreach (var entry in run.Results.Ledger().Where(entry => counted.Contains((entry.Crate, run))))
            {
                var key = (entry.Intrinsic, entry.Package, entry.Target);
                if (!groups.TryGetValue(key, out var group))
                    groups.Add(key, group = new Group());

                group.Add(entry);
            }
        }

        return
        [
            .. groups
                .Select(pair => pair.Value.Record(pair.Key.Item1, pair.Key.Item2 ?? "", pair.Key.Item3))
                .OrderByDescending(row => row.Hit).ThenByDescending(row => row.Unlocks).ThenByDescending(row => row.Linked).ThenByDescending(row => row.Warned)
                .ThenBy(row => row.Intrinsic, StringComparer.Ordinal).ThenBy(row => row.Package, StringComparer.Ordinal).ThenBy(row => row.Target, StringComparer.Ordinal),
        ];
    }

    private sealed class Group
    {
        private readonly Dictionary<LedgerState, HashSet<string>> crates = [];
        private readonly HashSet<(string, TestId)> tests = [];

        public void Add(LedgerEntry entry)
        {
            if (!crates.TryGetValue(entry.State, out var ofState))
                crates.Add(entry.State, ofState = new(StringComparer.Ordinal));

            ofState.Add(entry.Crate);
            if (entry.State == LedgerState.Hit)
                tests.UnionWith(entry.Tests.Select(test => (entry.Crate, test)));
        }

        public IntrinsicRecord Record(string intrinsic, string package, string target) => new(
            intrinsic,
            package,
            target,
            Count(LedgerState.Warned),
            Count(LedgerState.Linked),
            Count(LedgerState.Hit),
            tests.Count,
            [.. crates.Values.SelectMany(names => names).Distinct().Order(StringComparer.Ordinal)]);

        private int Count(LedgerState state) => crates.GetValueOrDefault(state)?.Count ?? 0;
    }
}
