using Matrix.Report.Formatting;

namespace Matrix.Report.Charts;

/// <summary>Ratios, one a crate, on a scale on which half is as far from the same as double is.</summary>
/// <param name="Id">Begins every id within the page.</param>
internal sealed record DotPlot(string Id, string Title, IReadOnlyList<NamedRatio> Ratios)
{
    public string Note { get; init; } = "";

    /// <summary>What the ratio is, for the table.</summary>
    public string RatioIs { get; init; } = "Cranelift ÷ LLVM";

    /// <summary>What a ratio below 1 means.</summary>
    public string Below { get; init; } = "faster";

    public string Above { get; init; } = "slower";

    public DotPicture Draw() => DotPicture.Of(this);
}

/// <param name="Value">Above 0; another is left out, and the chart says so.</param>
internal sealed record NamedRatio(string Name, double Value, string? Link = null);

/// <param name="Sizes">None where there is no ratio.</param>
internal sealed record DotPicture(ChartText Text, IReadOnlyList<DotDrawing> Sizes, NumberTable Numbers)
{
    public static DotPicture Of(DotPlot plot)
    {
        var data = DotData.Of(plot);
        var text = new ChartText(plot.Id, plot.Title, plot.Note, DotWords.Description(plot, data));
        var sizes = data.Ratios.Count == 0 ? [] : DotLayout.All.Select(layout => new RatioDrawing(plot, data, layout, text).Draw());
        return new DotPicture(text, [.. sizes], DotWords.Numbers(plot, data));
    }
}

/// <param name="Counts">An axis of numbers, where bars stand for crates; none where each crate is a dot.</param>
internal sealed record DotDrawing(
    Sheet Sheet,
    PlotArea Area,
    IReadOnlyList<AxisLabel> Ratios,
    IReadOnlyList<AxisLabel> Counts,
    double Same,
    SideWords Sides,
    MiddleBand Middle,
    IReadOnlyList<RatioDot> Dots,
    IReadOnlyList<RatioBar> Bars);

internal sealed record SideWords(AxisLabel Below, AxisLabel Above);

/// <summary>The median, and between which ratios the half of the crates around it lies.</summary>
internal sealed record MiddleBand(double Left, double Width, double Median, AxisLabel Label);

/// <param name="Class">Of the style sheet: <c>below</c>, <c>above</c>, <c>even</c>.</param>
internal sealed record RatioDot(string Class, double X, double Y, double Radius, string Title, string? Link, bool IsFocusable);

internal sealed record RatioBar(string Class, double X, double Y, double Width, double Height, string Title);

/// <summary>Ratios for those who do not see them drawn.</summary>
internal static class DotWords
{
    public static string Description(DotPlot plot, DotData data)
    {
        if (data.Ratios.Count == 0)
            return "There are no ratios yet.";

        var (below, above) = (data.Ratios.Count(ratio => ratio.Value < 1), data.Ratios.Count(ratio => ratio.Value > 1));
        var leftOut = plot.Ratios.Count - data.Ratios.Count;
        return $"{Crates(data.Ratios.Count)}: {below:#,0} {plot.Below}, {above:#,0} {plot.Above}. Median {ValueFormat.Ratio(data.Median)}, " +
            $"half of them between {ValueFormat.Ratio(data.LowerQuarter)} and {ValueFormat.Ratio(data.UpperQuarter)}, " +
            $"all between {ValueFormat.Ratio(data.Ratios[0].Value)} and {ValueFormat.Ratio(data.Ratios[^1].Value)}." +
            (leftOut > 0 ? $" {Crates(leftOut)} without a ratio." : "");
    }

    public static NumberTable Numbers(DotPlot plot, DotData data) => new(
        plot.Title, "Crate", [plot.RatioIs],
        [.. data.Ratios.Select(ratio => new NumberRow(new NumberCell(ratio.Name, ratio.Link), [new NumberCell(ValueFormat.Ratio(ratio.Value))]))]);

    public static string Crates(int count) => Words.Count(count, "crate");
}

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

/// <summary>How much room a drawing of ratios has, in its own units.</summary>
/// <param name="FontSize">The largest that the style sheet sets for this size.</param>
/// <param name="MostBars">When crates are too many for dots.</param>
internal sealed record DotLayout(string Size, double Width, double FontSize, int Ticks, int MostBars)
{
    public const int MostDots = 300;

    public const double LargestSwarm = 110; // up, and as much down
    public const double SmallestSwarm = 34;
    public const double BarsHeight = 180;

    public static readonly IReadOnlyList<double> Radii = [4.5, 3.5, 2.8];

    public static readonly IReadOnlyList<DotLayout> All = [new("wide", 720, 14.5, 11, 56), new("narrow", 340, 13, 6, 28)];

    public double LineHeight => FontSize * 1.25;

    /// <summary>Above the plot: what the sides mean, then what the middle is.</summary>
    public double Top => (LineHeight * 2) + 8;

    public double Bottom => LineHeight + 10;
}
