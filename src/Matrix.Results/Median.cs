namespace Matrix.Results;

public static class Median
{
    /// <returns>The middle value, or the mean of the two in the middle; null of nothing.</returns>
    public static double? Of(IEnumerable<double> values)
    {
        // In place: Order() sorts by way of an index, which takes several times as long.
        double[] sorted = [.. values];
        Array.Sort(sorted);
        if (sorted.Length == 0)
            return null;

        var (below, above) = (sorted[(sorted.Length - 1) / 2], sorted[sorted.Length / 2]);
        return below + ((above - below) / 2);
    }
}
