namespace Matrix.Report.Charts.Strips;

/// <summary>A state as a shape, for those who do not see its colour and for paper.</summary>
internal static class CellShape
{
    private const double HatchStep = 4;
    private const double LeastNotched = 9; // narrower ones side by side would look like a saw

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
        StripState.Unsaid => Hatched(x, y + (height * 0.25), width, height * 0.5),
        StripState.Absent => $"M{P(x)} {P(y + (height / 2))}h{P(width)}",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Box(double x, double y, double width, double height) => $"M{P(x)} {P(y)}h{P(width)}v{P(height)}h{P(-width)}z";

    // The lower half, with a notch cut into its upper edge where there is room for one.
    private static string Notched(double x, double y, double width, double height)
    {
        var (top, notch) = (y + (height / 2), height / 4);
        if (width < LeastNotched)
            return Box(x, top, width, height / 2);

        return $"M{P(x)} {P(top)}L{P(x + (width / 2) - notch)} {P(top)}L{P(x + (width / 2))} {P(top + notch)}L{P(x + (width / 2) + notch)} {P(top)}" +
            $"L{P(x + width)} {P(top)}V{P(y + height)}H{P(x)}z";
    }

    private static string Hatched(double x, double y, double width, double height)
    {
        var lines = new List<string> { Box(x, y, width, height) };
        for (var offset = HatchStep; offset < width + height; offset += HatchStep)
        {
            var (fromX, fromY) = offset <= height ? (x, y + offset) : (x + offset - height, y + height);
            var (toX, toY) = offset <= width ? (x + offset, y) : (x + width, y + offset - width);
            lines.Add($"M{P(fromX)} {P(fromY)}L{P(toX)} {P(toY)}");
        }

        return string.Concat(lines);
    }

    private static double P(double value) => Place.Of(value);
}
