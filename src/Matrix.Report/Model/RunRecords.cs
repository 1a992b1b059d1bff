using Matrix.Results;

namespace Matrix.Report.Model;

/// <summary>What a results directory holds, read once.</summary>
internal sealed record RunRecords(RunManifest Manifest, IReadOnlyList<CrateRecord> Crates, IReadOnlyList<LedgerEntry> Ledger, int CutOffLines)
{
    /// <summary>Selected for the run, but without a verdict.</summary>
    public IReadOnlyList<string> WithoutVerdict { get; } = [.. Manifest.List.Crates.Except(Crates.Select(crate => crate.Verdict.Crate))];

    /// <exception cref="MatrixException">The results cannot be read.</exception>
    public static RunRecords Read(ResultsReader results)
    {
        var legs = results.Legs().ToLookup(leg => leg.Crate);
        var crates = results.Verdicts().Select(verdict => new CrateRecord(verdict, LastOfEach(legs[verdict.Crate]))).ToArray();
        var ledger = results.Ledger().ToArray();
        return new RunRecords(results.Manifest, crates, ledger, results.CutOffLines);
    }

    // A resumed run does a leg again that was there already when it was killed: the last one counts.
    private static LegResult[] LastOfEach(IEnumerable<LegResult> legs) =>
        [.. legs.GroupBy(leg => (leg.Leg, leg.Attempt)).Select(group => group.Last())];
}
