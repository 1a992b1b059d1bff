namespace Matrix.Report.Charts;

/// <summary>Round numbers from 0 to where all values have room.</summary>
internal static class Ticks
{
    private static readonly double[] Steps = [1, 2, 5, 10];

    public static IReadOnlyList<double> Of(ValueFormat measure, double highest, int most) =>
        measure.IsShare ? Shares(most) : From0(highest, most, measure.IsWhole);

    /// <param name="most">How many there may be.</param>
    /// <returns>The last is not below <paramref name="highest"/>.</returns>
    public static IReadOnlyList<double> From0(double highest, int most, bool whole)
    {
        var end = highest > 0 ? highest : 1;
        var rough = Math.Max(end / (most - 1), whole ? 1 : 0);
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = Steps.Select(factor => factor * power).First(step => step >= rough * (1 - 1e-9));
        var count = (int)Math.Ceiling((end / step) - 1e-9);

        // Of a product as 3 × 0.1 only the first digits are meant.
        return [.. Enumerable.Range(0, count + 1).Select(index => Exact(index * step))];
    }

    private static double[] Shares(int most) => most >= 5 ? [0, 0.25, 0.5, 0.75, 1] : [0, 0.5, 1];

    private static double Exact(double value) => double.Parse(value.ToString("G12"));
}
