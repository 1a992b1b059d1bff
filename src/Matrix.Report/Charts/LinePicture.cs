namespace Matrix.Report.Charts;

/// <param name="Sizes">None where there is no value at all.</param>
internal sealed record LinePicture(ChartText Text, IReadOnlyList<LineDrawing> Sizes, NumberTable Numbers)
{
    public static LinePicture Of(LineChart chart)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(chart.Series.Count, LineChart.MostSeries);
        var data = LineData.Of(chart);
        var text = new ChartText(chart.Id, chart.Title, chart.Note, LineWords.Description(chart, data));
        var sizes = data.HasValues ? LineLayout.All.Select(layout => new LinePlot(chart, data, layout, text).Draw()) : [];
        return new LinePicture(text, [.. sizes], LineWords.Numbers(chart));
    }
}

/// <param name="Bands">One a sweep, to point at; none where they would be too narrow for that.</param>
/// <param name="MarksLeftOut">In words; empty where none is.</param>
internal sealed record LineDrawing(
    Sheet Sheet,
    PlotArea Area,
    IReadOnlyList<AxisLabel> Values,
    IReadOnlyList<AxisLabel> Dates,
    IReadOnlyList<MarkLine> Marks,
    IReadOnlyList<SeriesLine> Lines,
    IReadOnlyList<Band> Bands,
    IReadOnlyList<PointSpot> Points,
    IReadOnlyList<EndLabel> Labels,
    AxisLabel MarksLeftOut);

/// <param name="Second">A line below; empty where there is none.</param>
internal sealed record AxisLabel(double X, double Y, string Text, string Second = "", double SecondY = 0);

/// <param name="Label">As much as there is room for; may be empty.</param>
internal sealed record MarkLine(double X, double Top, double Bottom, double LabelX, double LabelY, string Label, string Title, string? Link);

/// <param name="Class">Of the style sheet: <c>s1</c> is the first series.</param>
internal sealed record SeriesLine(string Class, string Path, string Markers);

internal sealed record Band(double X, double Y, double Width, double Height, string Title);

internal sealed record PointSpot(string Class, double X, double Y, string Title, string? Link);

/// <param name="Leader">From the end of the line to a label that could not stay beside it; empty where it could.</param>
internal sealed record EndLabel(string Class, double X, double Y, string Text, string Value, string Title, string Leader, string Marker);
