namespace Matrix.Report.Charts;

/// <summary>Shapes of about the same weight that tell lines apart without colour.</summary>
internal static class Marker
{
    public const int Shapes = 8;

    private static readonly (double X, double Y)[] Plus =
    [
        (-0.35, -1), (0.35, -1), (0.35, -0.35), (1, -0.35), (1, 0.35), (0.35, 0.35),
        (0.35, 1), (-0.35, 1), (-0.35, 0.35), (-1, 0.35), (-1, -0.35), (-0.35, -0.35),
    ];

    private static readonly (double X, double Y)[] Cross =
    [
        (-1, -0.6), (-0.6, -1), (0, -0.4), (0.6, -1), (1, -0.6), (0.4, 0),
        (1, 0.6), (0.6, 1), (0, 0.4), (-0.6, 1), (-1, 0.6), (-0.4, 0),
    ];

    /// <summary>A closed path around a point.</summary>
    /// <param name="size">Half of a marker's width.</param>
    public static string Path(int shape, double x, double y, double size) => shape switch
    {
        0 => $"{Move(x - size, y)}a{P(size)} {P(size)} 0 1 0 {P(2 * size)} 0a{P(size)} {P(size)} 0 1 0 {P(-2 * size)} 0z",
        1 => Polygon(x, y, size * 0.9, (-1, -1), (1, -1), (1, 1), (-1, 1)),
        2 => Polygon(x, y, size * 1.2, (0, -1), (1, 0.8), (-1, 0.8)),
        3 => Polygon(x, y, size * 1.3, (0, -1), (1, 0), (0, 1), (-1, 0)),
        4 => Polygon(x, y, size * 1.2, (0, 1), (1, -0.8), (-1, -0.8)),
        5 => Polygon(x, y, size * 1.2, Plus),
        6 => Polygon(x, y, size * 1.3, Cross),
        _ => Polygon(x, y, size, (-1, -1), (1, -1), (-1, 1), (1, 1)),
    };

    private static string Polygon(double x, double y, double size, params (double X, double Y)[] corners) =>
        $"M{string.Join('L', corners.Select(corner => $"{P(x + (corner.X * size))} {P(y + (corner.Y * size))}"))}z";

    private static string Move(double x, double y) => $"M{P(x)} {P(y)}";

    private static double P(double value) => Coordinate.Of(value);
}
