namespace Matrix.Report.Charts;

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
