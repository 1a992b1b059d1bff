namespace Matrix.Report.Charts;

/// <summary>Which points can be reached by keyboard: to go through hundreds would keep people from what follows.</summary>
internal static class Notable
{
    /// <summary>In one drawing, marks included.</summary>
    public const int Most = 60;

    /// <param name="marks">How many links the marks have.</param>
    public static IReadOnlyList<DataPoint> Of(IReadOnlyList<DataPoint> points, LineData data, int marks) =>
        data.Series.Sum(series => series.Count) + marks <= Most ? points : Extremes(points);

    private static DataPoint[] Extremes(IReadOnlyList<DataPoint> points)
    {
        if (points.Count == 0)
            return [];

        DataPoint[] extremes = [points[0], points.MinBy(point => point.Value)!, points.MaxBy(point => point.Value)!, points[^1]];
        return [.. extremes.Distinct().OrderBy(point => point.Index)];
    }
}
