namespace Matrix.Report.Charts;

/// <summary>One drawing of ratios: where everything goes.</summary>
internal sealed class RatioDrawing(DotPlot plot, DotData data, DotLayout layout, ChartText text)
{
    private const int MostFocusable = 60;
    private const int FewestForQuarters = 4;
    private const double EdgeRoom = 16; // half of a tick's label, at the least

    public DotDrawing Draw() => Dots() ?? Histogram();

    private DotDrawing? Dots()
    {
        if (data.Ratios.Count > DotLayout.MostDots)
            return null;

        var scale = Scale(EdgeRoom);
        var xs = data.Ratios.Select(ratio => scale.X(ratio.Value)).ToArray();
        foreach (var radius in DotLayout.Radii)
        {
            var edge = radius + 6;
            if (Swarm.Offsets(xs, (radius * 2) + 0.6, DotLayout.LargestSwarm - edge) is { } offsets)
                return Swarmed(scale, radius, xs, offsets, Math.Max(DotLayout.SmallestSwarm, offsets.Max(Math.Abs) + edge));
        }

        return null;
    }

    private DotDrawing Swarmed(RatioScale scale, double radius, double[] xs, IReadOnlyList<double> offsets, double reach)
    {
        var area = Area(EdgeRoom, reach * 2);
        var middle = (area.Top + area.Bottom) / 2;
        var dots = data.Ratios.Select((ratio, index) => new RatioDot(
            Side(ratio.Value), Coordinate.Of(xs[index]), Coordinate.Of(middle + offsets[index]), radius,
            $"{ratio.Name}: {ValueFormat.Ratio(ratio.Value)}", ratio.Link, IsFocusable(index))).ToArray();
        return Drawing(scale, area) with { Dots = dots, Sheet = Sheet(area, dots.Any(dot => dot.Link is not null)) };
    }

    private DotDrawing Histogram()
    {
        // The counts' labels need more room than half a tick's; how much is known only when the counts are.
        var parts = Bars.Of(data.Ratios, Scale(EdgeRoom), layout.MostBars);
        var ticks = Ticks.From0(parts.Max(part => part.Count), most: 5, whole: true);
        var left = Math.Max(EdgeRoom, Label.Width($"{ticks[^1]:#,0}", layout.FontSize) + 8);
        var (scale, area) = (Scale(left), Area(left, DotLayout.BarsHeight));
        double Y(double count) => Coordinate.Of(area.Bottom - (area.Height * count / ticks[^1]));

        return Drawing(scale, area) with
        {
            Counts = [.. ticks.Select(tick => new AxisLabel(Coordinate.Of(area.Left - 8), Y(tick), $"{tick:#,0}"))],
            Bars = [.. parts.Where(part => part.Count > 0).Select(part => Bar(scale, area, part, Y(part.Count)))],
        };
    }

    private static RatioBar Bar(RatioScale scale, PlotArea area, Bars.Part part, double top)
    {
        var (left, right) = (scale.X(part.From) + 0.5, scale.X(part.To) - 0.5);
        return new RatioBar(
            Side(Math.Sqrt(part.From * part.To)), Coordinate.Of(left), top, Coordinate.Of(right - left), Coordinate.Of(area.Bottom - top),
            $"{ValueFormat.Ratio(part.From)} to {ValueFormat.Ratio(part.To)}: {DotWords.Crates(part.Count)}");
    }

    private static string Side(double ratio) => ratio switch
    {
        < 1 => "below",
        > 1 => "above",
        _ => "even",
    };

    private RatioScale Scale(double left) => RatioScale.Of(data.Ratios[0].Value, data.Ratios[^1].Value, left, layout.Width - EdgeRoom);

    private PlotArea Area(double left, double height) =>
        new(Coordinate.Of(left), Coordinate.Of(layout.Top), Coordinate.Of(layout.Width - EdgeRoom), Coordinate.Of(layout.Top + height));

    private Sheet Sheet(PlotArea area, bool hasLinks) => Charts.Sheet.Of(layout.Size, layout.Width, area.Bottom + layout.Bottom, hasLinks, text);

    private DotDrawing Drawing(RatioScale scale, PlotArea area)
    {
        var tickY = Coordinate.Of(area.Bottom + layout.LineHeight);
        var ticks = scale.Ticks(layout.Ticks)
            .Select(power => new AxisLabel(Coordinate.Of(scale.X(Math.Pow(2, power))), tickY, RatioScale.Words(power)));
        var sideY = Coordinate.Of(layout.FontSize);
        var room = (layout.Width / 2) - 8;
        var sides = new SideWords(
            new AxisLabel(0, sideY, Label.Fit($"← {plot.Below}", room, layout.FontSize)),
            new AxisLabel(layout.Width, sideY, Label.Fit($"{plot.Above} →", room, layout.FontSize)));
        return new DotDrawing(Sheet(area, hasLinks: false), area, [.. ticks], [], Coordinate.Of(scale.X(1)), sides, Middle(scale), [], []);
    }

    private MiddleBand Middle(RatioScale scale)
    {
        var (left, right, median) = (scale.X(data.LowerQuarter), scale.X(data.UpperQuarter), scale.X(data.Median));
        var hasQuarters = data.Ratios.Count >= FewestForQuarters;
        var words = $"median {ValueFormat.Ratio(data.Median)}";
        var more = hasQuarters ? $"half: {ValueFormat.Ratio(data.LowerQuarter)} to {ValueFormat.Ratio(data.UpperQuarter)}" : "";
        var half = Label.Width($"{words}  {more}", layout.FontSize) / 2;
        var x = half * 2 > layout.Width ? layout.Width / 2 : Math.Clamp(median, half, layout.Width - half);
        return new MiddleBand(
            Coordinate.Of(left), hasQuarters ? Coordinate.Of(Math.Max(1, right - left)) : 0, Coordinate.Of(median),
            new AxisLabel(Coordinate.Of(x), Coordinate.Of(layout.FontSize + layout.LineHeight), words, more));
    }

    // The extremes are what people look for; the table has all.
    private bool IsFocusable(int index)
    {
        var links = data.Ratios.Count(ratio => ratio.Link is not null);
        return links <= MostFocusable || index < MostFocusable / 2 || index >= data.Ratios.Count - (MostFocusable / 2);
    }
}

/// <summary>A scale of whole doublings, so that 1× is always one of its ticks.</summary>
/// <param name="First">The power of two on the left, at most −1.</param>
/// <param name="Last">The power of two on the right, at least 1.</param>
internal sealed record RatioScale(int First, int Last, double Left, double Right)
{
    public int Doublings => Last - First;

    public static RatioScale Of(double lowest, double highest, double left, double right) => new(
        Math.Min(-1, (int)Math.Floor(Math.Log2(lowest))), Math.Max(1, (int)Math.Ceiling(Math.Log2(highest))), left, right);

    public double X(double ratio) => Left + ((Right - Left) * (Math.Log2(ratio) - First) / Doublings);

    /// <param name="most">How many there may be, at least 3.</param>
    public IReadOnlyList<int> Ticks(int most)
    {
        var step = 1;
        while ((-First / step) + (Last / step) + 1 > most)
            step++;

        return [.. Enumerable.Range(First, Doublings + 1).Where(power => power % step == 0)];
    }

    public static string Words(int power) => power switch
    {
        < -20 => $"{Math.Pow(2, power):0.0e+0}×",
        > 40 => $"{Math.Pow(2, power):0.0e+0}×",
        -1 => "½×",
        -2 => "¼×",
        -3 => "⅛×",
        < 0 => $"1/{Math.Pow(2, -power):#,0}×",
        _ => $"{Math.Pow(2, power):#,0}×",
    };
}

/// <summary>How many ratios lie in each part of the scale.</summary>
internal static class Bars
{
    private static readonly int[] PartsOfDoubling = [8, 4, 2, 1];

    /// <summary>Parts whose edges meet at 1×, so that none holds both what is faster and what is slower.</summary>
    public static IReadOnlyList<Part> Of(IReadOnlyList<NamedRatio> ratios, RatioScale scale, int most)
    {
        var parts = PartsOfDoubling.FirstOrDefault(parts => parts * scale.Doublings <= most, 1);
        var counts = new int[parts * scale.Doublings];
        foreach (var ratio in ratios)
            counts[Math.Clamp((int)Math.Floor((Math.Log2(ratio.Value) - scale.First) * parts), 0, counts.Length - 1)]++;

        return [.. counts.Select((count, index) => new Part(Edge(index), Edge(index + 1), count))];

        double Edge(int index) => Math.Pow(2, scale.First + (index / (double)parts));
    }

    internal readonly record struct Part(double From, double To, int Count);
}

/// <summary>Dots on a line that step aside where they would lie upon each other.</summary>
internal static class Swarm
{
    /// <param name="xs">Ascending.</param>
    /// <returns>How far each is from the line, up or down; null where one would be farther than <paramref name="most"/>.</returns>
    public static IReadOnlyList<double>? Offsets(IReadOnlyList<double> xs, double diameter, double most)
    {
        var offsets = new double[xs.Count];
        var near = 0;
        for (var index = 0; index < xs.Count; index++)
        {
            while (xs[index] - xs[near] >= diameter)
                near++;

            var others = Enumerable.Range(near, index - near).Select(other => (X: xs[other], Y: offsets[other])).ToArray();
            offsets[index] = Nearest(xs[index], others, diameter);
            if (Math.Abs(offsets[index]) > most)
                return null;
        }

        return offsets;
    }

    private static double Nearest(double x, (double X, double Y)[] others, double diameter)
    {
        double Clearance((double X, double Y) other) => Math.Sqrt((diameter * diameter) - ((x - other.X) * (x - other.X)));
        bool IsFree(double y) => Array.TrueForAll(others, other => Math.Abs(y - other.Y) >= Clearance(other) - 1e-6);

        var touching = others.SelectMany(other => new[] { other.Y - Clearance(other), other.Y + Clearance(other) });
        return touching.Prepend(0).OrderBy(Math.Abs).First(IsFree);
    }
}
