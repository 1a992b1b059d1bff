namespace Matrix.Report.Charts;

/// <summary>What became of one crate: a row for each platform, a cell for each sweep.</summary>
/// <param name="Id">Begins every id within the page.</param>
/// <param name="Sweeps">The oldest first.</param>
internal sealed record Strip(string Id, string Title, IReadOnlyList<DateOnly> Sweeps, IReadOnlyList<StripRow> Rows)
{
    public string Note { get; init; } = "";

    public StripPicture Draw() => StripPicture.Of(this);
}

/// <param name="Cells">One a sweep; null where the sweep does not have the crate or the platform.</param>
internal sealed record StripRow(string Name, IReadOnlyList<StripCell?> Cells);

/// <param name="Words">The verdict.</param>
internal sealed record StripCell(StripState State, string Words);

internal enum StripState
{
    Works,
    Fails,
    Unsaid,
    Absent,
}

/// <param name="Sizes">None where there is neither a sweep nor a row.</param>
internal sealed record StripPicture(ChartText Text, IReadOnlyList<StripDrawing> Sizes, NumberTable Numbers)
{
    public static StripPicture Of(Strip strip)
    {
        var text = new ChartText(strip.Id, strip.Title, strip.Note, StripWords.Description(strip));
        var isEmpty = strip.Sweeps.Count == 0 || strip.Rows.Count == 0;
        var sizes = isEmpty ? [] : StripLayout.All.Select(layout => new StripPlot(strip, layout, text).Draw());
        return new StripPicture(text, [.. sizes], StripWords.Numbers(strip));
    }
}

internal sealed record StripDrawing(
    Sheet Sheet,
    IReadOnlyList<StripLabel> Labels,
    IReadOnlyList<StripBox> Boxes,
    IReadOnlyList<AxisLabel> Dates,
    IReadOnlyList<StripKey> Key);

/// <param name="Text">Cut to what fits.</param>
/// <param name="Title">The whole name.</param>
internal sealed record StripLabel(double X, double Y, string Text, string Title);

/// <param name="Class">Of the style sheet: <c>works</c>, <c>fails</c>, <c>unsaid</c>, <c>absent</c>.</param>
/// <param name="Path">The state's shape, as long as it lasted.</param>
internal sealed record StripBox(string Class, string Path, string Title);

internal sealed record StripKey(string Class, string Path, double X, double Y, string Text);
