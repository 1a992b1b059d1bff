namespace Matrix.Report.Charts.Strips;

/// <summary>One drawing of a history: where everything goes.</summary>
internal sealed class StripPlot
{
    private const int MostFocusable = 60;
    private const double KeySide = 14;

    private readonly Strip strip;
    private readonly StripLayout layout;
    private readonly ChartText text;
    private readonly double left;
    private readonly int shown;
    private readonly double slot;

    public StripPlot(Strip strip, StripLayout layout, ChartText text)
    {
        (this.strip, this.layout, this.text) = (strip, layout, text);
        left = layout.Left(strip.Rows.Select(row => row.Name));
        shown = layout.Shown(left, strip.Sweeps.Count);
        slot = layout.Slot(left, shown);
    }

    private int FirstShown => strip.Sweeps.Count - shown;

    private double Bottom => (strip.Rows.Count * layout.RowHeight) - 4;

    public StripDrawing Draw()
    {
        var focusable = Focusable();
        var boxes = strip.Rows.SelectMany((_, row) => Enumerable.Range(FirstShown, shown).Select(sweep => Box(row, sweep, focusable))).ToArray();
        var key = Key();
        var leftOut = shown == strip.Sweeps.Count ? "" : $"The last {shown} of {strip.Sweeps.Count} sweeps; the numbers have all.";
        var keyBottom = key[^1].Y + KeySide;
        var height = keyBottom + (leftOut.Length > 0 ? layout.LineHeight : 0) + 4;
        return new StripDrawing(
            Sheet.Of(layout.Size, layout.Width, height, boxes.Any(box => box.Link is not null), text),
            [.. strip.Rows.Select(LabelOf)], boxes, Dates(), key,
            new AxisLabel(0, Place.Of(height - 5), Label.Fit(leftOut, layout.Width, layout.FontSize)));
    }

    private double X(int sweep) => left + ((sweep - FirstShown) * slot);

    private double Y(int row) => (row * layout.RowHeight) + layout.LabelHeight;

    private StripCell? CellOf(int row, int sweep) => strip.Rows[row].Cells.ElementAtOrDefault(sweep);

    private StripState StateOf(int row, int sweep) => CellOf(row, sweep)?.State ?? StripState.Absent;

    private StripLabel LabelOf(StripRow row, int index)
    {
        var y = layout.LabelRoom > 0 ? Y(index) + (StripLayout.CellHeight / 2) : Y(index) - (layout.LineHeight / 2) - 2;
        var room = layout.LabelRoom > 0 ? left - 12 : layout.Width;
        return new StripLabel(0, Place.Of(y), Label.Fit(row.Name, room, layout.FontSize), row.Name);
    }

    private StripBox Box(int row, int sweep, HashSet<(int Row, int Sweep)> focusable)
    {
        var (cell, state) = (CellOf(row, sweep), StateOf(row, sweep));
        var width = slot - (slot > 8 ? 2 : 1);
        var words = cell?.Words ?? CellShape.Words(state);
        return new StripBox(
            CellShape.Class(state),
            CellShape.Path(state, X(sweep), Y(row), width, StripLayout.CellHeight), CellShape.Box(X(sweep), Y(row), width, StripLayout.CellHeight),
            $"{strip.Sweeps[sweep]:yyyy-MM-dd}, {strip.Rows[row].Name}: {words}", cell?.Link, focusable.Contains((row, sweep)));
    }

    // All links answer to a pointer; too many for a keyboard are left to the table, except those where something changed.
    private HashSet<(int Row, int Sweep)> Focusable()
    {
        var linked = Enumerable.Range(FirstShown, shown).Reverse()
            .SelectMany(sweep => Enumerable.Range(0, strip.Rows.Count).Select(row => (Row: row, Sweep: sweep)))
            .Where(place => CellOf(place.Row, place.Sweep)?.Link is not null).ToArray();
        return linked.Length <= MostFocusable ? [.. linked] : [.. linked.Where(Tells).Take(MostFocusable)];
    }

    private bool Tells((int Row, int Sweep) place) =>
        place.Sweep == strip.Sweeps.Count - 1 || place.Sweep == FirstShown || StateOf(place.Row, place.Sweep) != StateOf(place.Row, place.Sweep - 1);

    private AxisLabel[] Dates()
    {
        var y = Place.Of(Bottom + layout.LineHeight);
        var labels = new List<AxisLabel>();
        var width = Label.Width("30 MMM 2000", layout.FontSize);
        foreach (var sweep in Enumerable.Range(FirstShown, shown).Where(IsDated).OrderByDescending(sweep => sweep == FirstShown))
        {
            var x = Place.Of(X(sweep));
            if (labels.TrueForAll(label => Math.Abs(label.X - x) > width) && x + width <= Math.Max(layout.Width, left + width))
                labels.Add(new AxisLabel(x, y, $"{strip.Sweeps[sweep]:d MMM yyyy}"));
        }

        return [.. labels];
    }

    private bool IsDated(int sweep) => sweep == FirstShown || strip.Sweeps[sweep].Month != strip.Sweeps[sweep - 1].Month;

    private StripKey[] Key()
    {
        var keys = new List<StripKey>();
        var (x, y) = (0.0, Bottom + (layout.LineHeight * 1.7));
        foreach (var state in Enum.GetValues<StripState>().Where(Occurs))
        {
            var words = CellShape.Words(state);
            var width = KeySide + 6 + Label.Width(words, layout.FontSize) + 14;
            if (x + width > layout.Width && x > 0)
                (x, y) = (0, y + (layout.LineHeight * 1.2));

            var path = CellShape.Path(state, x, y, KeySide, KeySide);
            keys.Add(new StripKey(CellShape.Class(state), path, Place.Of(x + KeySide + 6), Place.Of(y + (KeySide / 2)), words));
            x += width;
        }

        return [.. keys];
    }

    private bool Occurs(StripState state) =>
        Enumerable.Range(0, strip.Rows.Count).Any(row => Enumerable.Range(FirstShown, shown).Any(sweep => StateOf(row, sweep) == state));
}
