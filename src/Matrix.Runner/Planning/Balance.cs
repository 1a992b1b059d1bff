namespace Matrix.Runner.Planning;

/// <summary>The longest first, each to the shard that has least to do: at most 4/3 of the best there is (Graham 1969, https://doi.org/10.1137/0117039).</summary>
internal static class Balance
{
    /// <param name="crates">And what they take.</param>
    /// <returns>For each shard its crates, the longest first.</returns>
    public static IReadOnlyList<IReadOnlyList<(string Crate, double Seconds)>> Divide(IEnumerable<(string Crate, double Seconds)> crates, int shards)
    {
        var divided = Enumerable.Range(0, shards).Select(_ => new List<(string, double)>()).ToArray();
        var least = new PriorityQueue<int, (double Load, int Shard)>(Enumerable.Range(0, shards).Select(shard => (shard, (0.0, shard))));
        foreach (var crate in crates.OrderByDescending(crate => crate.Seconds))
        {
            // Of crates that take as long the first in the list comes first, so that the same list gives the same plan.
            least.TryPeek(out var shard, out var load);
            divided[shard].Add(crate);
            least.DequeueEnqueue(shard, (load.Load + crate.Seconds, shard));
        }

        return divided;
    }
}
