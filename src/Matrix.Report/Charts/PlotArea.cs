namespace Matrix.Report.Charts;

/// <summary>Where the data is drawn, within the labels.</summary>
internal sealed record PlotArea(double Left, double Top, double Right, double Bottom)
{
    public double Width => Place.Of(Right - Left);

    public double Height => Place.Of(Bottom - Top);

    public double Middle => Place.Of((Left + Right) / 2);
}
