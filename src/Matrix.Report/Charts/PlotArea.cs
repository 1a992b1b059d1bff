namespace Matrix.Report.Charts;

/// <summary>Where the data is drawn, within the labels.</summary>
internal sealed record PlotArea(double Left, double Top, double Right, double Bottom)
{
    public double Width => Coordinate.Of(Right - Left);

    public double Height => Coordinate.Of(Bottom - Top);

    public double Middle => Coordinate.Of((Left + Right) / 2);
}
