using Matrix.Results;
using Matrix.Runner.Rules;
using Matrix.Runner.Rules.Loading;

namespace Matrix.Runner.Verdicts;

/// <summary>How far a verdict reaches: beyond the tests that ran, and beyond the processor that they ran on. Pure.</summary>
/// <param name="features">What that processor can do, as rustc calls it; null: nobody knows, and all is taken to be in its reach.</param>
internal sealed class VerdictReach(CauseFamilies families, ProcessorNeeds needs, IReadOnlyCollection<string>? features)
{
    public static VerdictReach Unknown { get; } = new(CauseFamilies.None, ProcessorNeeds.None, features: null);

    private const int MostNamed = 3;

    public static VerdictReach On(PlatformRecord platform, LoadedRules rules) => new(rules.Families, rules.Needs, platform.TargetFeatures);

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
    private IEnumerable<TrapInReach> Traps(IReadOnlyList<LedgerEntry> ledger) =>
        from entry in ledger.OrderBy(entry => entry.Intrinsic, StringComparer.Ordinal)
        group entry by entry.Intrinsic into seen
        let warned = seen.Where(entry => entry.State == LedgerState.Warned).ToList()
        where warned.Count > 0 && seen.All(entry => entry.State != LedgerState.Hit)
        let needed = needs.Of(seen.Key)
        select new TrapInReach(
            seen.Key,
            [.. warned.Select(entry => entry.Package).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
            seen.Any(entry => entry.State == LedgerState.Linked),
            needed,
            IsHere: features is null || ProcessorFeatures.Suffice(features, needed));

    private Cause Known(Cause cause) => cause with
    {
        Family = families.Of(cause.Class, cause.Subclass),
        Needs = cause is { Class: FailureClass.SimdIntrinsic, Subclass: { } intrinsic } ? needs.Of(intrinsic) : [],
    };

    private static string Words(List<TrapInReach> traps)
    {
        var elsewhere = traps.Where(trap => !trap.IsHere).ToList();
        var here = traps.Where(trap => trap.IsHere).ToList();
        return (elsewhere.Count == 0 ? "" : $"; on processors with {Features(elsewhere)} {(elsewhere.Count == 1 ? "this trap is" : "these traps are")} in reach: {Names(elsewhere)}")
            + (here.Count == 0 ? "" : $"; no test runs into {(here.Count == 1 ? "this trap" : "these traps")}: {Names(here)}");
    }

    private static string Features(List<TrapInReach> traps) => string.Join(", or ", traps.Select(trap => ProcessorFeatures.Words(trap.Needs)).Distinct());

    private static string Names(List<TrapInReach> traps) => NameList.First([.. traps.Select(trap => trap.Intrinsic)], MostNamed);
}
