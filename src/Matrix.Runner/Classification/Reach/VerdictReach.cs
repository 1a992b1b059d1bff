using Matrix.Results;

namespace Matrix.Runner.Classification.Reach;

/// <summary>How far a verdict reaches: beyond the tests that ran, and beyond the processor that they ran on. Pure.</summary>
/// <param name="features">What that processor can do, as rustc calls it; null: nobody knows, and all is taken to be in its reach.</param>
internal sealed class VerdictReach(CauseFamilies families, ProcessorNeeds needs, IReadOnlyCollection<string>? features)
{
    public static VerdictReach Unknown { get; } = new(CauseFamilies.None, ProcessorNeeds.None, features: null);

    private const int MostNamed = 3;

    /// <param name="ledger">Of the crate.</param>
    public Judgement Of(Judgement judgement, IReadOnlyList<LedgerEntry> ledger)
    {
        var traps = Traps(ledger).ToList();
        return judgement with
        {
            Causes = [.. judgement.Causes.Select(Known)],
            InReach = traps,
            Reason = judgement.Kind is VerdictKind.Compatible or VerdictKind.Unequal or VerdictKind.Improved ? judgement.Reason + Words(traps) : judgement.Reason,
        };
    }

    // The compiler's own word counts: a text in an executable may be the crate's.
    private IEnumerable<TrapInReach> Traps(IReadOnlyList<LedgerEntry> ledger) => ledger
        .GroupBy(entry => entry.Intrinsic)
        .Where(group => group.Any(entry => entry.State == LedgerState.Warned) && group.All(entry => entry.State != LedgerState.Hit))
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => new TrapInReach(
            group.Key,
            [.. group.Where(entry => entry.State == LedgerState.Warned).Select(entry => entry.Package).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
            group.Any(entry => entry.State == LedgerState.Linked),
            needs.Of(group.Key),
            IsHere(needs.Of(group.Key))));

    private Cause Known(Cause cause) => cause with
    {
        Family = families.Of(cause.Class, cause.Subclass),
        Needs = cause is { Class: FailureClass.SimdIntrinsic, Subclass: { } intrinsic } ? needs.Of(intrinsic) : [],
    };

    private bool IsHere(IEnumerable<string> needed) => features is null || ProcessorFeatures.Suffice(features, needed);

    private string Words(List<TrapInReach> traps)
    {
        var elsewhere = traps.Where(trap => !trap.IsHere).ToList();
        var here = traps.Where(trap => trap.IsHere).ToList();
        return (elsewhere.Count == 0 ? "" : $"; on processors with {Lacking(elsewhere)} {(elsewhere.Count == 1 ? "this trap is" : "these traps are")} in reach: {Names(elsewhere)}")
            + (here.Count == 0 ? "" : $"; no test runs into {(here.Count == 1 ? "this trap" : "these traps")}: {Names(here)}");
    }

    private string Lacking(List<TrapInReach> traps) => string.Join(" or ", traps
        .SelectMany(trap => trap.Needs)
        .Where(need => !IsHere([need]))
        .Distinct()
        .Select(need => need.Replace("|", " or ", StringComparison.Ordinal)));

    private static string Names(List<TrapInReach> traps) =>
        string.Join(", ", traps.Take(MostNamed).Select(trap => trap.Intrinsic)) + (traps.Count > MostNamed ? $" and {traps.Count - MostNamed} more" : "");
}
