namespace Matrix.Report.Measuring;

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
