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

/// <summary>A chart of lines for those who do not see it.</summary>
internal static class LineWords
{
    public static string Description(LineChart chart, LineData data)
    {
        if (!data.HasValues)
            return "There are no values yet.";

        var sweeps = chart.Dates.Count == 1
            ? $"one sweep, {chart.Dates[0]:yyyy-MM-dd}"
            : $"{chart.Dates.Count} sweeps from {chart.Dates[0]:yyyy-MM-dd} to {chart.Dates[^1]:yyyy-MM-dd}";
        var series = chart.Series.Select((series, index) => Series(chart.Measure, series.Name, data.Series[index]));
        return $"{(chart.Series.Count == 1 ? "A line" : $"{chart.Series.Count} lines")} over {sweeps}. {string.Join(' ', series)}";
    }

    public static NumberTable Numbers(LineChart chart)
    {
        var hasMarks = chart.Marks.Count > 0;
        var columns = chart.Series.Select(series => series.Name);
        return new NumberTable(
            chart.Title, "Sweep", [.. columns, .. hasMarks ? [Capital(chart.MarksAre)] : Array.Empty<string>()], [.. Rows(chart, hasMarks)]);
    }

    private static IEnumerable<NumberRow> Rows(LineChart chart, bool hasMarks)
    {
        var marks = chart.Marks.ToLookup(mark => mark.Date);
        var sweeps = chart.Dates.Select((date, index) => (date, index)).ToLookup(sweep => sweep.date, sweep => sweep.index);
        foreach (var date in chart.Dates.Concat(chart.Marks.Select(mark => mark.Date)).Distinct().OrderDescending())
        {
            NumberCell[] happened = hasMarks ? [Marks([.. marks[date]])] : [];
            foreach (var index in sweeps[date].DefaultIfEmpty(-1))
            {
                var values = chart.Series.Select(series => Value(chart.Measure, series, index));
                yield return new NumberRow(new NumberCell($"{date:yyyy-MM-dd}"), [.. values, .. happened]);
            }
        }
    }

    private static NumberCell Marks(IReadOnlyList<DateMark> marks) =>
        new(string.Join("; ", marks.Select(mark => mark.Label)), marks.Count == 1 ? marks[0].Link : null);

    private static NumberCell Value(ValueFormat measure, LineSeries series, int index) =>
        series.Points.ElementAtOrDefault(index) is { } point && double.IsFinite(point.Value)
            ? new NumberCell(measure.Words(point.Value), point.Link)
            : new NumberCell(ValueFormat.Missing);

    private static string Series(ValueFormat measure, string name, IReadOnlyList<DataPoint> points) => points switch
    {
        [] => $"{name}: no values.",
        [var only] => $"{name}: {measure.Words(only.Value)}.",
        [var first, .., var last] => $"{name}: {measure.Words(first.Value)} at first, {measure.Words(last.Value)} at last, " +
            $"between {measure.Words(points.Min(point => point.Value))} and {measure.Words(points.Max(point => point.Value))}.",
    };

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
