namespace Matrix.Report.Charts;

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
