namespace Matrix.Report.Charts;

/// <summary>Values over sweeps.</summary>
/// <param name="Id">Begins every id within the page.</param>
/// <param name="Dates">One a sweep, the oldest first.</param>
/// <param name="Series">At most <see cref="MostSeries"/>: more lines nobody tells apart.</param>
internal sealed record LineChart(string Id, string Title, IReadOnlyList<DateOnly> Dates, IReadOnlyList<LineSeries> Series)
{
    public const int MostSeries = Marker.Shapes;

    public string Note { get; init; } = "";

    public ValueFormat Measure { get; init; } = ValueFormat.Count;

    /// <summary>What happened beside the sweeps.</summary>
    public IReadOnlyList<DateMark> Marks { get; init; } = [];

    /// <summary>What the marks are, in the plural.</summary>
    public string MarksAre { get; init; } = "changes of the backend";

    public LinePicture Draw() => LinePicture.Of(this);
}

/// <param name="Points">One a date; null where the sweep has no value.</param>
internal sealed record LineSeries(string Name, IReadOnlyList<LinePoint?> Points);

/// <param name="Link">To the page of the sweep.</param>
internal sealed record LinePoint(double Value, string? Link = null);

internal sealed record DateMark(DateOnly Date, string Label, string? Link = null);
