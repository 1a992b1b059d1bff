namespace Matrix.Report.Charts;

/// <summary>The ratios that can be drawn, the smallest first.</summary>
internal sealed record DotData(IReadOnlyList<NamedRatio> Ratios)
{
    public double Median => Quantile(0.5);

    public double LowerQuarter => Quantile(0.25);

    public double UpperQuarter => Quantile(0.75);

    public static DotData Of(DotPlot plot) =>
        new([.. plot.Ratios.Where(ratio => double.IsFinite(ratio.Value) && ratio.Value > 0).OrderBy(ratio => ratio.Value)]);

    private double Quantile(double share)
    {
        var place = share * (Ratios.Count - 1);
        var (below, above) = (Ratios[(int)Math.Floor(place)].Value, Ratios[(int)Math.Ceiling(place)].Value);
        return below + ((above - below) * (place - Math.Floor(place)));
    }
}
