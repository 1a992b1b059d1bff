namespace Matrix.Report.Charts;

/// <summary>A scale of whole doublings, so that 1× is always one of its ticks.</summary>
/// <param name="First">The power of two on the left, at most −1.</param>
/// <param name="Last">The power of two on the right, at least 1.</param>
internal sealed record RatioScale(int First, int Last, double Left, double Right)
{
    public int Doublings => Last - First;

    public static RatioScale Of(double lowest, double highest, double left, double right) => new(
        Math.Min(-1, (int)Math.Floor(Math.Log2(lowest))), Math.Max(1, (int)Math.Ceiling(Math.Log2(highest))), left, right);

    public double X(double ratio) => Left + ((Right - Left) * (Math.Log2(ratio) - First) / Doublings);

    /// <param name="most">How many there may be, at least 3.</param>
    public IReadOnlyList<int> Ticks(int most)
    {
        var step = 1;
        while ((-First / step) + (Last / step) + 1 > most)
            step++;

        return [.. Enumerable.Range(First, Doublings + 1).Where(power => power % step == 0)];
    }

    public static string Words(int power) => power switch
    {
        < -20 => $"{Math.Pow(2, power):0.0e+0}×",
        > 40 => $"{Math.Pow(2, power):0.0e+0}×",
        -1 => "½×",
        -2 => "¼×",
        -3 => "⅛×",
        < 0 => $"1/{Math.Pow(2, -power):#,0}×",
        _ => $"{Math.Pow(2, power):#,0}×",
    };
}
