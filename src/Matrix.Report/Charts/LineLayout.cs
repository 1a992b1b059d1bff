namespace Matrix.Report.Charts;

/// <summary>How much room a drawing of lines has, in its own units.</summary>
/// <param name="FontSize">The largest that the style sheet sets for this size.</param>
/// <param name="LabelRoom">For the names at the lines' ends, at most.</param>
/// <param name="Markers">On a line, about.</param>
/// <param name="ValuesAtEnds">Whether there is room for the last values beside the names.</param>
internal sealed record LineLayout(
    string Size, double Width, double Height, double FontSize, double LabelRoom, int DateTicks, int Markers, bool ValuesAtEnds)
{
    private const double MarkRow = 26;

    // A trend has to be seen whole, and its names stand at its end: a window to scroll in would show the beginning without them. So narrow
    // places get a drawing of their own.
    public static readonly IReadOnlyList<LineLayout> All =
    [
        new("wide", 720, 320, 14.5, 214, 8, 13, ValuesAtEnds: true),
        new("narrow", 340, 300, 13, 144, 3, 7, ValuesAtEnds: false),
    ];

    /// <summary>Between two marks, so that each can be told from the next and be pointed at.</summary>
    public double MarkGap => FontSize * 1.5;

    public double LineHeight => FontSize * 1.25;

    public double HalfMarker => FontSize * 0.24;

    public PlotArea Area(IReadOnlyList<string> yLabels, IReadOnlyList<string> names, bool hasMarks)
    {
        // The first date stands below the left edge, half of it beyond.
        var left = Math.Max(FontSize * 2, yLabels.Max(label => Label.Width(label, FontSize)) + 8);
        var right = Math.Min(LabelRoom, names.Max(name => Label.Width(Label.Fit(name, LabelRoom, FontSize), FontSize)) + EndGap + 2);
        var top = FontSize + (hasMarks ? MarkRow : 0);
        return new PlotArea(Coordinate.Of(left), Coordinate.Of(top), Coordinate.Of(Width - right), Coordinate.Of(Height - (LineHeight * 2) - 6));
    }

    /// <summary>From the end of the lines to their labels: there the marker is shown again.</summary>
    public double EndGap => FontSize * 1.6;
}

/// <summary>The values of a chart that can be drawn.</summary>
internal sealed record LineData(IReadOnlyList<IReadOnlyList<DataPoint>> Series, double Highest)
{
    public bool HasValues => Series.Any(points => points.Count > 0);

    public static LineData Of(LineChart chart)
    {
        var series = chart.Series.Select(series => Drawable(chart.Dates, series)).ToArray();
        return new LineData(series, series.SelectMany(points => points).Select(point => point.Value).DefaultIfEmpty(0).Max());
    }

    private static DataPoint[] Drawable(IReadOnlyList<DateOnly> dates, LineSeries series) =>
        [.. series.Points.Take(dates.Count).Select((point, index) => (point, index))
            .Where(pair => pair.point is not null && double.IsFinite(pair.point.Value))
            .Select(pair => new DataPoint(pair.index, dates[pair.index], pair.point!.Value, pair.point.Link))];
}

/// <param name="Index">Of the sweep: where two that follow each other are not neighbours, the line has a gap.</param>
internal sealed record DataPoint(int Index, DateOnly Date, double Value, string? Link);
