using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Measuring;

/// <summary>What is kept of a crate's legs once its page is written.</summary>
internal sealed record CrateFigures
{
    public required Pair Build { get; init; }

    public required Pair Test { get; init; }

    public required Pair Size { get; init; }

    public required TestCounts? Llvm { get; init; }

    public required TestCounts? Cranelift { get; init; }

    public static CrateFigures Of(CrateRecord crate) => new()
    {
        Build = Measures.Build.Of(crate),
        Test = Measures.Test.Of(crate),
        Size = Measures.Size.Of(crate),
        Llvm = crate.Llvm?.Tests,
        Cranelift = crate.Cranelift?.Tests,
    };
}

/// <summary>The same measure of both sides.</summary>
/// <param name="Comparable">Both did the same, with as many compilers at a time.</param>
/// <param name="Counts">LLVM's side is large enough that not chance decides.</param>
internal readonly record struct Pair(double? Llvm, double? Cranelift, bool Comparable, bool Counts)
{
    /// <summary>Cranelift's part in LLVM's; null where the two cannot be compared.</summary>
    public double? Ratio => Comparable && Llvm > 0 && Cranelift is { } cranelift ? cranelift / Llvm : null;
}
