namespace Matrix.Report.Charts;

/// <summary>Where the data is drawn, within the labels.</summary>
internal sealed record PlotArea(double Left, double Top, double Right, double Bottom)
{
    public double Width => Coordinate.Of(Right - Left);

    public double Height => Coordinate.Of(Bottom - Top);

    public double Middle => Coordinate.Of((Left + Right) / 2);
}

/// <summary>A coordinate as it is written: a tenth of a unit is finer than any screen.</summary>
internal static class Coordinate
{
    // Adding zero makes a plain zero of a negative one.
    public static double Of(double value) => Math.Round(value, 1) + 0.0;

    public static string ViewBox(double width, double height) => $"0 0 {Of(width)} {Of(height)}";
}
