using System.Text;

namespace Matrix.Report.Charts;

/// <summary>One drawing of a chart of lines: where everything goes.</summary>
internal sealed class LinePlot
{
    private const int MostBands = 130;
    private const double NoteGap = 8;

    private readonly LineChart chart;
    private readonly LineData data;
    private readonly LineLayout layout;
    private readonly ChartText text;
    private readonly IReadOnlyList<double> ticks;
    private readonly PlotArea area;
    private readonly DateOnly first;
    private readonly int days;

    public LinePlot(LineChart chart, LineData data, LineLayout layout, ChartText text)
    {
        (this.chart, this.data, this.layout, this.text) = (chart, data, layout, text);
        ticks = Ticks.Of(chart.Measure, data.Highest, most: 6);
        area = layout.Area([.. ticks.Select(tick => chart.Measure.Words(tick))], [.. chart.Series.Select(EndText)], chart.Marks.Count > 0);
        first = chart.Dates.Min();
        days = chart.Dates.Max().DayNumber - first.DayNumber;
    }

    public LineDrawing Draw()
    {
        var within = chart.Marks.Where(mark => mark.Date >= first && mark.Date.DayNumber <= first.DayNumber + days).ToArray();
        var marks = MarkRow.Of([.. within.Select(mark => (mark, X(mark.Date)))], area, layout);
        var points = Points(marks.Count(mark => mark.Link is not null));
        var hasLinks = marks.Any(mark => mark.Link is not null) || points.Any(point => point.Link is not null);
        var leftOut = marks.Count == chart.Marks.Count ? "" : $"{marks.Count} of {chart.Marks.Count} {chart.MarksAre} shown";
        var dates = Dates();
        var rows = (leftOut.Length > 0 ? 1 : 0) - (dates.Any(date => date.Second.Length > 0) ? 0 : 1);
        var height = layout.Height + (rows * layout.LineHeight) + (leftOut.Length > 0 ? NoteGap : 0);
        return new LineDrawing(
            Sheet.Of(layout.Size, layout.Width, height, hasLinks, text), area, Values(), dates, marks,
            [.. chart.Series.Select((_, index) => Line(index, points))], Bands(), points, Labels(),
            new AxisLabel(0, Coordinate.Of(height - 4), Label.Fit(leftOut, layout.Width, layout.FontSize)));
    }

    private static string Class(int series) => $"s{series + 1}";

    private double X(DateOnly date) => days == 0 ? area.Middle : Coordinate.Of(area.Left + (area.Width * (date.DayNumber - first.DayNumber) / days));

    private double Y(double value) => Coordinate.Of(area.Bottom - (area.Height * Math.Clamp(value / ticks[^1], 0, 1)));

    private AxisLabel[] Values() =>
        [.. ticks.Select(tick => new AxisLabel(Coordinate.Of(area.Left - 8), Y(tick), chart.Measure.Words(tick)))];

    private AxisLabel[] Dates()
    {
        var y = area.Bottom + layout.LineHeight + 2;
        return [.. DateTicks.Of(first, first.AddDays(days), layout.DateTicks)
            .Select(tick => new AxisLabel(X(tick.Date), Coordinate.Of(y), tick.Label, tick.Year, Coordinate.Of(y + layout.LineHeight)))];
    }

    private PointSpot[] Points(int marks) =>
        [.. data.Series.SelectMany((points, index) => Notable.Of(points, data, marks)
            .Select(point => new PointSpot(Class(index), X(point.Date), Y(point.Value), Title(index, point), point.Link)))];

    private string Title(int series, DataPoint point) => $"{point.Date:yyyy-MM-dd}, {chart.Series[series].Name}: {chart.Measure.Words(point.Value)}";

    private SeriesLine Line(int series, IReadOnlyList<PointSpot> spots)
    {
        var points = data.Series[series];
        var path = new StringBuilder();
        for (var index = 0; index < points.Count; index++)
            path.Append(Follows(points, index) ? 'L' : 'M').Append(X(points[index].Date)).Append(' ').Append(Y(points[index].Value));

        var every = Math.Max(1, (int)Math.Ceiling(points.Count / (double)layout.Markers));
        var marked = points.Where((point, index) => (points.Count - 1 - index) % every == 0 || IsAlone(points, index))
            .Select(point => (X: X(point.Date), Y: Y(point.Value)))
            .Union(spots.Where(spot => spot.Class == Class(series)).Select(spot => (spot.X, spot.Y)));
        var markers = marked.Select(place => Marker.Path(series, place.X, place.Y, layout.HalfMarker));
        return new SeriesLine(Class(series), path.ToString(), string.Concat(markers));
    }

    private static bool Follows(IReadOnlyList<DataPoint> points, int index) => index > 0 && points[index - 1].Index == points[index].Index - 1;

    private static bool IsAlone(IReadOnlyList<DataPoint> points, int index) =>
        !Follows(points, index) && (index + 1 == points.Count || !Follows(points, index + 1));

    private Band[] Bands()
    {
        var xs = chart.Dates.Select(X).ToArray();
        if (xs.Length > MostBands)
            return [];

        return [.. xs.Select((x, index) =>
        {
            var left = index == 0 ? area.Left : (xs[index - 1] + x) / 2;
            var right = index + 1 == xs.Length ? area.Right : (x + xs[index + 1]) / 2;
            return new Band(Coordinate.Of(left), area.Top, Coordinate.Of(Math.Max(0, right - left)), area.Height, AllAt(index));
        })];
    }

    private string AllAt(int sweep)
    {
        var values = data.Series.Select((points, index) =>
            $"{chart.Series[index].Name}: {chart.Measure.Words(points.FirstOrDefault(point => point.Index == sweep)?.Value)}");
        return string.Join('\n', values.Prepend($"{chart.Dates[sweep]:yyyy-MM-dd}"));
    }

    private string EndText(LineSeries series, int index) => data.Series[index] is [.., var last] ? $"{EndValue(last)} {series.Name}" : "";

    private string EndValue(DataPoint last) => layout.ValuesAtEnds ? chart.Measure.Words(last.Value) : "";

    private EndLabel[] Labels()
    {
        var ends = data.Series.Select((points, index) => (points, index)).Where(pair => pair.points.Count > 0)
            .Select(pair => (Last: pair.points[^1], Series: pair.index)).ToArray();
        var places = LabelColumn.Spread([.. ends.Select(end => Y(end.Last.Value))], layout.LineHeight, area.Top, area.Bottom);
        return [.. ends.Select((end, index) => EndLabelOf(end.Last, end.Series, places[index]))];
    }

    private EndLabel EndLabelOf(DataPoint last, int series, double y)
    {
        var (endX, endY) = (X(last.Date), Y(last.Value));
        var value = EndValue(last);
        var x = area.Right + layout.EndGap;
        var room = layout.Width - x - (value.Length > 0 ? Label.Width($"{value} ", layout.FontSize) : 0);
        var moved = Math.Abs(y - endY) > 2 || endX < area.Right - 2;
        var leader = moved ? $"M{Coordinate.Of(endX + layout.HalfMarker + 2)} {endY}L{Coordinate.Of(x - layout.HalfMarker - 9)} {y}" : "";
        return new EndLabel(
            Class(series), Coordinate.Of(x), y, Label.Fit(chart.Series[series].Name, room, layout.FontSize), value,
            Title(series, last), leader, Marker.Path(series, x - layout.HalfMarker - 5, y, layout.HalfMarker));
    }
}

/// <summary>Which points can be reached by keyboard: to go through hundreds would keep people from what follows.</summary>
internal static class Notable
{
    /// <summary>In one drawing, marks included.</summary>
    public const int Most = 60;

    /// <param name="marks">How many links the marks have.</param>
    public static IReadOnlyList<DataPoint> Of(IReadOnlyList<DataPoint> points, LineData data, int marks) =>
        data.Series.Sum(series => series.Count) + marks <= Most ? points : Extremes(points);

    private static DataPoint[] Extremes(IReadOnlyList<DataPoint> points)
    {
        if (points.Count == 0)
            return [];

        DataPoint[] extremes = [points[0], points.MinBy(point => point.Value)!, points.MaxBy(point => point.Value)!, points[^1]];
        return [.. extremes.Distinct().OrderBy(point => point.Index)];
    }
}

/// <summary>Labels beside each other's lines: as near to where they belong as they can be without lying upon each other.</summary>
internal static class LabelColumn
{
    /// <param name="wanted">Where each label belongs.</param>
    /// <param name="gap">From one to the next, at least.</param>
    /// <returns>Where each goes, in the order of <paramref name="wanted"/>.</returns>
    public static IReadOnlyList<double> Spread(IReadOnlyList<double> wanted, double gap, double top, double bottom)
    {
        var order = Enumerable.Range(0, wanted.Count).OrderBy(index => wanted[index]).ToArray();
        var groups = new Stack<Group>();
        foreach (var index in order)
        {
            var group = Group.Of(wanted[index]).Within(gap, top, bottom);
            while (groups.TryPeek(out var above) && above.Start + (above.Count * gap) > group.Start)
                group = groups.Pop().With(group, gap).Within(gap, top, bottom);

            groups.Push(group);
        }

        var places = groups.Reverse().SelectMany(group => Enumerable.Range(0, group.Count).Select(index => group.Start + (index * gap))).ToArray();
        var spread = new double[wanted.Count];
        for (var index = 0; index < order.Length; index++)
            spread[order[index]] = Coordinate.Of(places[index]);

        return spread;
    }

    /// <param name="Sum">Of where the group would have to start for each of its labels to be in its place.</param>
    private readonly record struct Group(double Start, double Sum, int Count)
    {
        public static Group Of(double wanted) => new(wanted, wanted, 1);

        public Group With(Group below, double gap)
        {
            var sum = Sum + below.Sum - (below.Count * Count * gap);
            return new Group(sum / (Count + below.Count), sum, Count + below.Count);
        }

        public Group Within(double gap, double top, double bottom) =>
            this with { Start = Math.Max(top, Math.Min(Start, bottom - ((Count - 1) * gap))) };
    }
}
