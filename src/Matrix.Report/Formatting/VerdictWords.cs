using Matrix.Results;

namespace Matrix.Report.Formatting;

/// <param name="Name">As in the results: <c>partly-broken</c>.</param>
internal sealed record VerdictBadge(string Name, string Symbol);

internal static class VerdictWords
{
    /// <summary>What needs a look first.</summary>
    public static readonly IReadOnlyList<VerdictKind> Order =
    [
        VerdictKind.Regressed, VerdictKind.PartlyBroken, VerdictKind.Unequal, VerdictKind.Invalid, VerdictKind.Flaky,
        VerdictKind.Inconclusive, VerdictKind.Improved, VerdictKind.Broken, VerdictKind.Compatible, VerdictKind.Skipped,
    ];

    /// <summary>Place in the order, from 0.</summary>
    public static int Rank(VerdictKind verdict) => Order.Index().First(pair => pair.Item == verdict).Index;

    public static VerdictBadge Badge(this VerdictKind verdict) => new(WireName.Of(verdict), verdict.Symbol());

    public static string Meaning(this VerdictKind verdict) => verdict switch
    {
        VerdictKind.Compatible => "what passes with LLVM passes with Cranelift, test by test",
        VerdictKind.Regressed => "LLVM passes, Cranelift fails, repeatably",
        VerdictKind.Improved => "Cranelift passes, LLVM fails, repeatably",
        VerdictKind.Broken => "does not build with LLVM, or passes none or hardly any of its tests: nothing is said of Cranelift",
        VerdictKind.PartlyBroken => "fails with LLVM too, but Cranelift fails more",
        VerdictKind.Flaky => "a backend disagrees with itself",
        VerdictKind.Inconclusive => "network, disk, memory or time got in the way",
        VerdictKind.Unequal => "both pass, but not the same tests ran",
        VerdictKind.Invalid => "something was compiled by the other backend, or what was recorded contradicts itself",
        VerdictKind.Skipped => "not run",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "a verdict without a meaning"),
    };

    private static string Symbol(this VerdictKind verdict) => verdict switch
    {
        VerdictKind.Compatible => "✓",
        VerdictKind.Regressed => "✗",
        VerdictKind.Improved => "↑",
        VerdictKind.Broken => "∅",
        VerdictKind.PartlyBroken => "±",
        VerdictKind.Flaky => "≈",
        VerdictKind.Inconclusive => "?",
        VerdictKind.Unequal => "≠",
        VerdictKind.Invalid => "!",
        VerdictKind.Skipped => "–",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "a verdict without a symbol"),
    };
}

/// <summary>For unsupported intrinsics that no test ran into.</summary>
internal static class TrapWords
{
    private const int MostFeatures = 3;

    /// <summary>What the processors must be able to do on which a crate meets traps that it did not meet here; empty: none.</summary>
    public static string Elsewhere(IEnumerable<TrapInReach> traps) =>
        Words.First([.. traps.Where(trap => !trap.IsHere).Select(trap => ProcessorFeatures.Words(trap.Needs)).Distinct()], MostFeatures);
}
