using System.Text;

namespace Matrix.Report.Charts;

/// <param name="Path">Empty where there are no values.</param>
/// <param name="Last">Null where there are no values.</param>
/// <param name="Description">Instead of the drawing.</param>
/// <param name="Numbers">For a page that has room for them.</param>
internal sealed record SparklinePicture(
    string TitleId, string DescriptionId, string Title, string ViewBox, string Path, SparklineDot? Last, string Description, NumberTable Numbers)
{
    private const double Width = 120;
    private const double Height = 24;
    private const double Edge = 4; // for the dot, which lies on the last value with all of its width

    public string LabelledBy => $"{TitleId} {DescriptionId}";

    public static SparklinePicture Of(Sparkline line)
    {
        var points = line.Values.Select((value, index) => (Value: value ?? double.NaN, Index: index))
            .Where(point => double.IsFinite(point.Value)).ToArray();
        var places = points.Select(point => Dot(point, points, line.Values.Count)).ToArray();
        return new SparklinePicture(
            $"{line.Id}-title", $"{line.Id}-description", line.Title, Coordinate.ViewBox(Width, Height), PathOf(points, places),
            places.LastOrDefault(), Describe(line.Measure, [.. points.Select(point => point.Value)]), NumbersOf(line));
    }

    private static SparklineDot Dot((double Value, int Index) point, (double Value, int Index)[] points, int count)
    {
        var (lowest, highest) = (points.Min(other => other.Value), points.Max(other => other.Value));
        var across = count == 1 ? 1 : point.Index / (count - 1.0);
        var up = highest > lowest ? (point.Value - lowest) / (highest - lowest) : 0.5;
        return new SparklineDot(Coordinate.Of(Edge + (across * (Width - (2 * Edge)))), Coordinate.Of(Height - Edge - (up * (Height - (2 * Edge)))));
    }

    private static string PathOf((double Value, int Index)[] points, SparklineDot[] places)
    {
        var path = new StringBuilder();
        for (var index = 0; index < points.Length; index++)
        {
            // A horizontal line of no length shows as a dot, so that a value without neighbours is seen.
            var follows = index > 0 && points[index - 1].Index == points[index].Index - 1;
            path.Append(follows ? $"L{places[index].X} {places[index].Y}" : $"M{places[index].X} {places[index].Y}h0");
        }

        return path.ToString();
    }

    private static string Describe(ValueFormat measure, double[] values) => values switch
    {
        [] => "no values yet",
        [var only] => measure.Words(only),
        [var first, .., var last] => $"from {measure.Words(first)} to {measure.Words(last)} over {values.Length} sweeps, " +
            $"between {measure.Words(values.Min())} and {measure.Words(values.Max())}",
    };

    private static NumberTable NumbersOf(Sparkline line) => new(
        line.Title, "Sweep", ["Value"],
        [.. line.Dates.Zip(line.Values).Reverse()
            .Select(pair => new NumberRow(new NumberCell($"{pair.First:yyyy-MM-dd}"), [new NumberCell(line.Measure.Words(Finite(pair.Second)))]))]);

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}

internal sealed record SparklineDot(double X, double Y);

/// <summary>A trend small enough for a line of text.</summary>
/// <param name="Values">One a sweep, the oldest first; null where the sweep has no value.</param>
internal sealed record Sparkline(string Id, string Title, IReadOnlyList<DateOnly> Dates, IReadOnlyList<double?> Values)
{
    public ValueFormat Measure { get; init; } = ValueFormat.Count;

    public SparklinePicture Draw() => SparklinePicture.Of(this);
}
