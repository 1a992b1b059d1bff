using Matrix.Results;

namespace Matrix.Report.Model;

/// <summary>What a verdict says of Cranelift.</summary>
internal enum Standing
{
    Works,
    Fails,
    Unsaid,
}

internal static class VerdictWords
{
    /// <summary>What needs a look first.</summary>
    public static readonly IReadOnlyList<VerdictKind> Order =
    [
        VerdictKind.Regressed, VerdictKind.PartlyBroken, VerdictKind.Unequal, VerdictKind.Invalid, VerdictKind.Flaky,
        VerdictKind.Inconclusive, VerdictKind.Improved, VerdictKind.Broken, VerdictKind.Compatible, VerdictKind.Skipped,
    ];

    public static VerdictBadge Badge(this VerdictKind verdict) => new(WireName.Of(verdict), verdict.Symbol());

    /// <summary>One switch that names every verdict, so that adding one forces the decision.</summary>
    public static Standing Standing(this VerdictKind verdict) => verdict switch
    {
        VerdictKind.Compatible or VerdictKind.Improved => Model.Standing.Works,
        VerdictKind.Regressed or VerdictKind.PartlyBroken => Model.Standing.Fails,
        VerdictKind.Broken or VerdictKind.Flaky or VerdictKind.Inconclusive or VerdictKind.Unequal or VerdictKind.Invalid
            or VerdictKind.Skipped => Model.Standing.Unsaid,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "a verdict without a standing"),
    };

    public static string Meaning(this VerdictKind verdict) => verdict switch
    {
        VerdictKind.Compatible => "both backends pass, test by test",
        VerdictKind.Regressed => "LLVM passes, Cranelift fails, repeatably",
        VerdictKind.Improved => "Cranelift passes, LLVM fails, repeatably",
        VerdictKind.Broken => "fails in the same way with LLVM: nothing is said of Cranelift",
        VerdictKind.PartlyBroken => "fails with LLVM too, but Cranelift fails more",
        VerdictKind.Flaky => "a backend disagrees with itself",
        VerdictKind.Inconclusive => "network, disk, memory or time got in the way",
        VerdictKind.Unequal => "both pass, but not the same tests ran",
        VerdictKind.Invalid => "something was compiled by the other backend",
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
