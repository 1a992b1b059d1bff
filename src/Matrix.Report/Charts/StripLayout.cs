namespace Matrix.Report.Charts;

/// <summary>How much room a history has, in the drawing's own units.</summary>
/// <param name="LabelRoom">For names before the rows; 0 puts them above.</param>
internal sealed record StripLayout(string Size, double Width, double FontSize, double LabelRoom)
{
    public const double CellHeight = 20;

    private const double MostSlot = 22;

    public static readonly IReadOnlyList<StripLayout> All = [new("wide", 720, 14.5, 170), new("narrow", 340, 13, 0)];

    public double LineHeight => FontSize * 1.25;

    public double LabelHeight => LabelRoom > 0 ? 0 : LineHeight + 4;

    public double RowHeight => CellHeight + LabelHeight + 8;

    /// <summary>Where the rows begin, given the names.</summary>
    public double Left(IEnumerable<string> names) =>
        LabelRoom == 0 ? 0 : Coordinate.Of(Math.Min(LabelRoom, names.Max(name => Label.Width(Label.Fit(name, LabelRoom, FontSize), FontSize)) + 12));

    /// <summary>A sweep's width.</summary>
    public double Slot(double left, int sweeps) => Math.Min(MostSlot, (Width - left) / sweeps);
}

/// <summary>Sweeps one after the other in which a crate came to the same: years of sweeps are a few stretches, and those are what a reader looks for.</summary>
/// <param name="First">Place of the first sweep, from 0.</param>
internal sealed record Stretch(int First, int Count, StripState State, string Words)
{
    public int Last => First + Count - 1;

    public static IReadOnlyList<Stretch> Of(StripRow row, int sweeps)
    {
        var stretches = new List<Stretch>();
        for (var sweep = 0; sweep < sweeps; sweep++)
        {
            var cell = row.Cells.ElementAtOrDefault(sweep);
            var (state, words) = (cell?.State ?? StripState.Absent, cell?.Words ?? CellShape.Words(StripState.Absent));
            if (stretches is [.., var last] && last.State == state && last.Words == words)
                stretches[^1] = last with { Count = last.Count + 1 };
            else
                stretches.Add(new Stretch(sweep, 1, state, words));
        }

        return stretches;
    }
}

/// <summary>A state as a shape, for those who do not see its colour and for paper.</summary>
internal static class CellShape
{
    private const double LeastNotched = 9; // a narrower one would be nothing but a notch

    public static string Class(StripState state) => state switch
    {
        StripState.Works => "works",
        StripState.Fails => "fails",
        StripState.Unsaid => "unsaid",
        StripState.Absent => "absent",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Words(StripState state) => state switch
    {
        StripState.Works => "works",
        StripState.Fails => "fails",
        StripState.Unsaid => "nothing said",
        StripState.Absent => "not in the sweep",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Path(StripState state, double x, double y, double width, double height) => state switch
    {
        StripState.Works => Box(x, y, width, height),
        StripState.Fails => Notched(x, y, width, height),
        StripState.Unsaid => Box(x, y + (height * 0.25), width, height * 0.5),
        StripState.Absent => $"M{P(x)} {P(y + (height / 2))}h{P(width)}",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Box(double x, double y, double width, double height) => $"M{P(x)} {P(y)}h{P(width)}v{P(height)}h{P(-width)}z";

    // The lower half, with a notch cut into the beginning of its upper edge where there is room for one.
    private static string Notched(double x, double y, double width, double height)
    {
        var (top, notch) = (y + (height / 2), height / 4);
        return width < LeastNotched
            ? Box(x, top, width, height / 2)
            : $"M{P(x)} {P(top + notch)}L{P(x + notch)} {P(top)}H{P(x + width)}V{P(y + height)}H{P(x)}z";
    }

    private static double P(double value) => Coordinate.Of(value);
}
