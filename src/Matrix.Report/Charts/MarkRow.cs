namespace Matrix.Report.Charts;

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
