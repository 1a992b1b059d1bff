using Matrix.Results;

namespace Matrix.Report.Model;

/// <summary>Something that both legs of a crate have a number for, and that can be compared where both came through.</summary>
/// <param name="Least">What LLVM's side must come to for the ratio to count in a median: below it, chance decides.</param>
internal sealed record Measure(string Name, Func<LegResult, double?> Value, Func<double, string> Say, double Least)
{
    public bool IsLargeEnough(CrateRecord crate) => Of(crate.Llvm) >= Least;

    public RatioCell Compare(CrateRecord crate)
    {
        var (llvm, cranelift) = (Of(crate.Llvm), Of(crate.Cranelift));
        var ratio = Ratio(crate);
        return new RatioCell(
            ratio is { } times ? Words.Times(times) : Words.Dash,
            llvm is null && cranelift is null ? [] : [SayOrDash(llvm), SayOrDash(cranelift)],
            ratio);
    }

    /// <summary>Null where the two cannot be compared.</summary>
    public double? Ratio(CrateRecord crate) =>
        Of(crate.Llvm) is { } llvm and > 0 && Of(crate.Cranelift) is { } cranelift && Measures.AreComparable(crate) ? cranelift / llvm : null;

    private double? Of(LegResult? leg) => leg is null ? null : Value(leg);

    private string SayOrDash(double? value) => value is { } number ? Say(number) : Words.Dash;
}

internal static class Measures
{
    public static readonly Measure Build = new("Build time", leg => Seconds(leg, Phase.Build, Phase.TestBuild), Words.Seconds, Least: 0.1);
    public static readonly Measure Test = new("Test time", leg => Seconds(leg, Phase.Test), Words.Seconds, Least: 0.1);
    public static readonly Measure Size = new("Size of what is built", Bytes, Words.Bytes, Least: 1);

    public static IReadOnlyList<MedianRow> Medians(IReadOnlyList<CrateRecord> crates) =>
        [.. new[] { Build, Test, Size }.Select(measure => Median(measure, crates))];

    /// <summary>Both legs did what they claim to, did the same, and were allowed as many compilers at a time.</summary>
    public static bool AreComparable(CrateRecord crate) =>
        crate.Verdict.Kind is not (VerdictKind.Invalid or VerdictKind.Unequal) && Jobs(crate.Llvm).SequenceEqual(Jobs(crate.Cranelift));

    private static IEnumerable<int> Jobs(LegResult? leg) =>
        [leg?.Phase(Phase.Build)?.Jobs ?? 0, leg?.Phase(Phase.TestBuild)?.Jobs ?? 0];

    private static MedianRow Median(Measure measure, IReadOnlyList<CrateRecord> crates)
    {
        double[] ratios = [.. crates.Where(measure.IsLargeEnough).Select(measure.Ratio).OfType<double>().Order()];
        if (ratios.Length == 0)
            return new MedianRow(measure.Name, Words.Dash, Words.Dash, 0);

        var middle = (ratios[(ratios.Length - 1) / 2] + ratios[ratios.Length / 2]) / 2;
        return new MedianRow(measure.Name, Words.Times(middle), $"{Words.Times(ratios[0])} to {Words.Times(ratios[^1])}", ratios.Length);
    }

    // A phase that failed ended early: its time would make the worse side look faster.
    private static double? Seconds(LegResult leg, params Phase[] names)
    {
        var phases = names.Select(leg.Phase).ToArray();
        return phases.All(phase => phase is { Passed: true }) ? phases.Sum(phase => phase!.Seconds) : null;
    }

    private static double? Bytes(LegResult leg) => leg.ArtefactBytes > 0 && Seconds(leg, Phase.Build, Phase.TestBuild) is not null ? leg.ArtefactBytes : null;
}
