using Matrix.Results;

namespace Matrix.Runner.Measuring;

/// <summary>Which backend goes first: who comes second finds warmer caches, and a hotter processor.</summary>
internal static class Alternation
{
    /// <param name="round">From 1.</param>
    public static IReadOnlyList<Backend> Of(int round) =>
        round % 2 == 1 ? [Backend.Llvm, Backend.Cranelift] : [Backend.Cranelift, Backend.Llvm];
}
