using Matrix.Report.Formatting;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Measuring;

/// <summary>Something that both legs of a crate have a number for, and that can be compared where both came through.</summary>
/// <param name="Least">What LLVM's side must come to for the ratio to count in a median: below it, chance decides.</param>
internal sealed record Measure(string Name, Func<LegResult, double?> Value, Func<double, string> Say, double Least)
{
    public Pair Of(CrateRecord crate)
    {
        var llvm = Of(crate.Llvm);
        return new Pair(llvm, Of(crate.Cranelift), Measures.AreComparable(crate) && (!IsOfBuilding || Measures.CompiledAll(crate)), llvm >= Least);
    }

    /// <summary>It compares what was compiled, so both legs must have compiled all of it.</summary>
    public bool IsOfBuilding { get; init; }

    private double? Of(LegResult? leg) => leg is null ? null : Value(leg);
}

internal static class Measures
{
    public static readonly Measure Build = new("Build time", leg => Seconds(leg, Phase.Build, Phase.TestBuild), Words.Seconds, Least: 0.1) { IsOfBuilding = true };
    public static readonly Measure Test = new("Test time", leg => Seconds(leg, Phase.Test), Words.Seconds, Least: 0.1);
    public static readonly Measure TestCpu = new("Processor time of tests", leg => leg.Phase(Phase.Test) is { Passed: true, CpuSeconds: > 0 and var seconds } ? seconds : null, Words.Seconds, Least: 0.1);
    public static readonly Measure Size = new("Size of what is built", Bytes, Words.Bytes, Least: 1);

    /// <summary>Both legs did what they claim to, did the same, and were allowed as many compilers at a time.</summary>
    public static bool AreComparable(CrateRecord crate) =>
        crate.Verdict.Kind is not (VerdictKind.Invalid or VerdictKind.Unequal) && Jobs(crate.Llvm).SequenceEqual(Jobs(crate.Cranelift));

    /// <summary>Neither leg was given units that are compiled once for all crates: who comes first pays for them.</summary>
    public static bool CompiledAll(CrateRecord crate) => crate is { Llvm.Units.Shared: 0, Cranelift.Units.Shared: 0 };

    private static IEnumerable<int> Jobs(LegResult? leg) =>
        [leg?.Phase(Phase.Build)?.Jobs ?? 0, leg?.Phase(Phase.TestBuild)?.Jobs ?? 0];

    // A phase that failed ended early: its time would make the worse side look faster.
    private static double? Seconds(LegResult leg, params Phase[] names)
    {
        var phases = names.Select(leg.Phase).ToArray();
        return phases.All(phase => phase is { Passed: true }) ? phases.Sum(phase => phase!.Seconds) : null;
    }

    private static double? Bytes(LegResult leg) => leg.ArtefactBytes > 0 && Seconds(leg, Phase.Build, Phase.TestBuild) is not null ? leg.ArtefactBytes : null;
}

/// <summary>Median and spread of some numbers.</summary>
/// <param name="Lower">A quarter of them are below it.</param>
/// <param name="Upper">A quarter of them are above it.</param>
internal sealed record Spread(double Least, double Lower, double Median, double Upper, double Most, int Count)
{
    /// <summary>Null of no numbers.</summary>
    public static Spread? Of(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return sorted.Length == 0
            ? null
            : new Spread(sorted[0], Quantile(sorted, 0.25), Quantile(sorted, 0.5), Quantile(sorted, 0.75), sorted[^1], sorted.Length);
    }

    // Between two neighbours as far as the quantile lies between them, as R and NumPy do by default.
    private static double Quantile(double[] sorted, double part)
    {
        var position = (sorted.Length - 1) * part;
        var below = (int)position;
        return below + 1 < sorted.Length ? sorted[below] + (sorted[below + 1] - sorted[below]) * (position - below) : sorted[below];
    }
}
