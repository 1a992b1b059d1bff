namespace Matrix.Bench.Synthetic;

/// <summary>How a number is spread over real crates.</summary>
/// <param name="Values">The number at each of <see cref="At"/>.</param>
internal sealed record Shape(params double[] Values)
{
    private static readonly double[] At = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.97, 1];

    public double Draw(Draw draw)
    {
        var share = draw.Share();
        var upper = Array.FindIndex(At, at => at > share);
        var part = (share - At[upper - 1]) / (At[upper] - At[upper - 1]);
        return Values[upper - 1] + (part * (Values[upper] - Values[upper - 1]));
    }

    public int DrawCount(Draw draw) => (int)Math.Round(Draw(draw));
}

/// <summary>Measured on a sweep of 51 popular crates; the last value of each is stretched to what a list of thousands meets.</summary>
internal static class Shapes
{
    public static readonly Shape Targets = new(1, 2, 2, 3, 7, 10, 13, 60);
    public static readonly Shape Tests = new(0, 6, 14, 59, 139, 251, 456, 2500);
    public static readonly Shape BuildMessages = new(0, 0, 0, 2, 12, 31, 91, 300);
    public static readonly Shape TestBuildMessages = new(0, 0, 8, 16, 52, 109, 500, 1200);
    public static readonly Shape Units = new(3, 5, 11, 21, 33, 47, 75, 180);
    public static readonly Shape ArtefactBytes = new(1.3e6, 2.7e6, 4.4e6, 10e6, 22.5e6, 47.6e6, 82e6, 400e6);
    public static readonly Shape Seconds = new(2, 10, 25, 66, 131, 214, 400, 1800);
    public static readonly Shape Warned = new(1, 1, 1, 2, 3, 8, 18, 60);
    public static readonly Shape FailingTests = new(1, 1, 1, 2, 6, 13, 25, 100);
}
