namespace Matrix.Report.Charts;

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
