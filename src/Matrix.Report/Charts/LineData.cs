namespace Matrix.Report.Charts;

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
