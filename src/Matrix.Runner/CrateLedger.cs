using Matrix.Results;
using Matrix.Runner.Verdicts;

namespace Matrix.Runner;

/// <summary>What a crate adds to the ledger: unsupported intrinsics that were warned of, linked, hit.</summary>
internal static class CrateLedger
{
    public static IReadOnlyList<LedgerEntry> Of(string crate, string target, IReadOnlyList<CrateComparison> legs, Judgement judgement) =>
    [
        .. legs.SelectMany(pair => pair.Cranelift.Repeats.Prepend(pair.Cranelift.Leg))
            .SelectMany(leg => leg.Findings.Ledger.Entries(crate, target))
            .DistinctBy(entry => (entry.Intrinsic, entry.State, entry.Package, entry.TestTarget)),
        .. Hits(crate, target, judgement),
    ];

    /// <summary>What tests, or the build, ran into. A trap ends its process, so it is the first one of each of these tests.</summary>
    public static IEnumerable<LedgerEntry> Hits(string crate, string target, Judgement judgement) => judgement.Causes
        .Where(cause => cause is { Class: FailureClass.SimdIntrinsic, Subclass: not null, Confidence: Confidence.Proven })
        .Select(cause => new LedgerEntry
        {
            Intrinsic = cause.Subclass!,
            State = LedgerState.Hit,
            Crate = crate,
            Package = cause.Package,
            Target = target,
            Tests = cause.Tests,
        });
}
