namespace Matrix.Report.Charts;

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
