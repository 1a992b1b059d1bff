namespace Matrix.Report.Charts;

/// <summary>How much room a drawing of ratios has, in its own units.</summary>
/// <param name="FontSize">The largest that the style sheet sets for this size.</param>
/// <param name="MostBars">When crates are too many for dots.</param>
internal sealed record DotLayout(string Size, double Width, double FontSize, int Ticks, int MostBars)
{
    public const int MostDots = 300;

    public const double LargestSwarm = 110; // up, and as much down
    public const double SmallestSwarm = 34;
    public const double BarsHeight = 180;

    public static readonly IReadOnlyList<double> Radii = [4.5, 3.5, 2.8];

    public static readonly IReadOnlyList<DotLayout> All = [new("wide", 720, 14.5, 11, 56), new("narrow", 340, 13, 6, 28)];

    public double LineHeight => FontSize * 1.25;

    /// <summary>Above the plot: what the sides mean, then what the middle is.</summary>
    public double Top => (LineHeight * 2) + 8;

    public double Bottom => LineHeight + 10;
}
