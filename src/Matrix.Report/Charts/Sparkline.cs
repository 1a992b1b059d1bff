namespace Matrix.Report.Charts;

/// <summary>A trend small enough for a line of text.</summary>
/// <param name="Values">One a sweep, the oldest first; null where the sweep has no value.</param>
internal sealed record Sparkline(string Id, string Title, IReadOnlyList<DateOnly> Dates, IReadOnlyList<double?> Values)
{
    public ValueFormat Measure { get; init; } = ValueFormat.Count;

    public SparklinePicture Draw() => SparklinePicture.Of(this);
}
