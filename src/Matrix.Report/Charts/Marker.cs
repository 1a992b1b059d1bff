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

/// <summary>The vertical marks of a drawing, as many as can be told apart; the newest matter most.</summary>
internal static class MarkRow
{
    private const int ShortestLabel = 5; // when it is cut: below that, it says nothing
    private const double LabelGap = 5;

    public static IReadOnlyList<MarkLine> Of(IReadOnlyList<(DateMark Mark, double X)> marks, PlotArea area, LineLayout layout)
    {
        var lines = new List<MarkLine>();
        var end = layout.Width;
        foreach (var mark in Thin(marks, layout.MarkGap))
        {
            var label = LabelWithin(end - mark.X - LabelGap, mark.Mark.Label, layout.FontSize);
            end = label.Length > 0 ? mark.X - LabelGap : end;
            lines.Add(Line(mark, label, area, layout));
        }

        lines.Reverse();
        return lines;
    }

    private static List<(DateMark Mark, double X)> Thin(IReadOnlyList<(DateMark Mark, double X)> marks, double gap)
    {
        var kept = new List<(DateMark Mark, double X)>();
        foreach (var mark in marks.OrderByDescending(mark => mark.X))
        {
            if (kept.Count == 0 || kept[^1].X - mark.X >= gap)
                kept.Add(mark);
        }

        return kept;
    }

    private static string LabelWithin(double room, string label, double size)
    {
        var fitting = Label.Fit(label, room, size);
        return Label.Width(fitting, size) <= room && (fitting.Length >= ShortestLabel || !fitting.EndsWith('…')) ? fitting : "";
    }

    private static MarkLine Line((DateMark Mark, double X) mark, string label, PlotArea area, LineLayout layout)
    {
        var above = area.Top - layout.FontSize - 8;
        return new MarkLine(
            mark.X, Coordinate.Of(label.Length > 0 ? above : area.Top), area.Bottom,
            Coordinate.Of(mark.X + LabelGap), Coordinate.Of(above + (layout.FontSize * 0.75)), label,
            $"{mark.Mark.Date:yyyy-MM-dd}: {mark.Mark.Label}", mark.Mark.Link);
    }
}
