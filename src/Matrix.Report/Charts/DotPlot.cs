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
