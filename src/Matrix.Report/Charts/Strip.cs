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

/// <summary>A history for those who do not see it.</summary>
internal static class StripWords
{
    public static string Description(Strip strip)
    {
        if (strip.Sweeps.Count == 0 || strip.Rows.Count == 0)
            return "There is no sweep yet.";

        var sweeps = strip.Sweeps.Count == 1
            ? $"One sweep, {strip.Sweeps[0]:yyyy-MM-dd}."
            : $"{strip.Sweeps.Count} sweeps from {strip.Sweeps[0]:yyyy-MM-dd} to {strip.Sweeps[^1]:yyyy-MM-dd}.";
        return $"{sweeps} {string.Join(' ', strip.Rows.Select(Row))}";
    }

    /// <summary>A row a stretch, the newest first.</summary>
    public static NumberTable Numbers(Strip strip) => new(
        strip.Title, "Where", ["From", "To", "Sweeps", "Came to"],
        [.. strip.Rows.SelectMany(row => Stretch.Of(row, strip.Sweeps.Count).Reverse().Select(stretch => new NumberRow(
            new NumberCell(row.Name),
            [
                new NumberCell($"{strip.Sweeps[stretch.First]:yyyy-MM-dd}"), new NumberCell($"{strip.Sweeps[stretch.Last]:yyyy-MM-dd}"),
                new NumberCell($"{stretch.Count}"), new NumberCell(stretch.Words),
            ])))]);

    public static string Title(Strip strip, string row, Stretch stretch) => stretch.Count == 1
        ? $"{strip.Sweeps[stretch.First]:yyyy-MM-dd}, {row}: {stretch.Words}"
        : $"{strip.Sweeps[stretch.First]:yyyy-MM-dd} to {strip.Sweeps[stretch.Last]:yyyy-MM-dd}, {row}: {stretch.Words} in {stretch.Count} sweeps";

    private static string Row(StripRow row)
    {
        var counts = row.Cells.GroupBy(cell => cell?.State ?? StripState.Absent).OrderBy(group => group.Key)
            .Select(group => $"{CellShape.Words(group.Key)} in {group.Count()}");
        var last = row.Cells is [.., { } cell] ? cell.Words : CellShape.Words(StripState.Absent);
        return $"{row.Name}: {string.Join(", ", counts)}; last: {last}.";
    }
}

/// <summary>One drawing of a history: where everything goes.</summary>
internal sealed class StripPlot
{
    private const double KeySide = 14;
    private const double Gap = 1.5;

    private readonly Strip strip;
    private readonly StripLayout layout;
    private readonly ChartText text;
    private readonly double left;
    private readonly double slot;

    public StripPlot(Strip strip, StripLayout layout, ChartText text)
    {
        (this.strip, this.layout, this.text) = (strip, layout, text);
        left = layout.Left(strip.Rows.Select(row => row.Name));
        slot = layout.Slot(left, strip.Sweeps.Count);
    }

    private double Bottom => (strip.Rows.Count * layout.RowHeight) - 4;

    public StripDrawing Draw()
    {
        var boxes = strip.Rows.SelectMany((row, index) => Stretch.Of(row, strip.Sweeps.Count).Select(stretch => Box(index, stretch))).ToArray();
        var key = Key([.. strip.Rows.SelectMany(row => Stretch.Of(row, strip.Sweeps.Count)).Select(stretch => stretch.State).Distinct().Order()]);
        return new StripDrawing(
            Sheet.Of(layout.Size, layout.Width, key[^1].Y + KeySide + 4, hasLinks: false, text), [.. strip.Rows.Select(LabelOf)], boxes, Dates(), key);
    }

    private double X(int sweep) => left + (sweep * slot);

    private double Y(int row) => (row * layout.RowHeight) + layout.LabelHeight;

    private StripLabel LabelOf(StripRow row, int index)
    {
        var y = layout.LabelRoom > 0 ? Y(index) + (StripLayout.CellHeight / 2) : Y(index) - (layout.LineHeight / 2) - 2;
        var room = layout.LabelRoom > 0 ? left - 11 : layout.Width; // what was measured for it, and what rounding took
        return new StripLabel(0, Coordinate.Of(y), Label.Fit(row.Name, room, layout.FontSize), row.Name);
    }

    private StripBox Box(int row, Stretch stretch) => new(
        CellShape.Class(stretch.State),
        CellShape.Path(stretch.State, X(stretch.First), Y(row), Math.Max(0.5, (stretch.Count * slot) - Gap), StripLayout.CellHeight),
        StripWords.Title(strip, strip.Rows[row].Name, stretch));

    private AxisLabel[] Dates()
    {
        var y = Coordinate.Of(Bottom + layout.LineHeight);
        var labels = new List<AxisLabel>();
        var width = Label.Width("30 MMM 2000", layout.FontSize);
        foreach (var sweep in Enumerable.Range(0, strip.Sweeps.Count).Where(IsDated))
        {
            var x = Coordinate.Of(X(sweep));
            if (labels.TrueForAll(label => Math.Abs(label.X - x) > width) && x + width <= Math.Max(layout.Width, left + width))
                labels.Add(new AxisLabel(x, y, $"{strip.Sweeps[sweep]:d MMM yyyy}"));
        }

        return [.. labels];
    }

    private bool IsDated(int sweep) => sweep == 0 || strip.Sweeps[sweep].Month != strip.Sweeps[sweep - 1].Month;

    private StripKey[] Key(IReadOnlyList<StripState> states)
    {
        var keys = new List<StripKey>();
        var (x, y) = (0.0, Bottom + (layout.LineHeight * 1.7));
        foreach (var state in states)
        {
            var words = CellShape.Words(state);
            var width = KeySide + 6 + Label.Width(words, layout.FontSize) + 14;
            if (x + width > layout.Width && x > 0)
                (x, y) = (0, y + (layout.LineHeight * 1.2));

            var path = CellShape.Path(state, x, y, KeySide, KeySide);
            keys.Add(new StripKey(CellShape.Class(state), path, Coordinate.Of(x + KeySide + 6), Coordinate.Of(y + (KeySide / 2)), words));
            x += width;
        }

        return [.. keys];
    }
}
