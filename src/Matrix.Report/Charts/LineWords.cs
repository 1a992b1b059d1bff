namespace Matrix.Report.Charts;

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
