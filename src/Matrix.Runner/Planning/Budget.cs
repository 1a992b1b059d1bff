using Matrix.Runner.Configuration;

namespace Matrix.Runner.Planning;

/// <summary>What of a plan does not fit, in words that say what to change.</summary>
internal static class Budget
{
    public static IEnumerable<string> Excess(PlannedPlatform planned, PlatformBudget budget)
    {
        var late = planned.Shards.Where(shard => shard.Seconds > budget.Time.TotalSeconds).ToList();
        if (late.Count == 0)
            yield break;

        var longest = late.Max(shard => shard.Seconds);
        var all = planned.Shards.Sum(shard => shard.Seconds);
        yield return $"{planned.Platform}: {late.Count} of {planned.Shards.Count} shards are expected to take longer than the {Hours(budget.Time.TotalSeconds)} of a job, "
            + $"the longest {Hours(longest)}; what is not done then has no verdict. {Remedy(planned, budget, all)}";
    }

    private static string Remedy(PlannedPlatform planned, PlatformBudget budget, double all)
    {
        var needed = (int)Math.Ceiling(all / budget.Time.TotalSeconds);
        return planned.Shards.Count < budget.Shards ? $"Give --shards {Math.Max(needed, planned.Shards.Count + 1)}, or leave it out."
            : needed > budget.Shards ? $"Its {budget.Shards} shards of {Hours(budget.Time.TotalSeconds)} have to do {Hours(all)}: raise 'shards' to {needed} in matrix.yaml, or let tiers run there less often."
            : "One crate alone is the cause: take it off the platform with 'skip' in the list, or raise 'time' in matrix.yaml.";
    }

    private static string Hours(double seconds) => $"{seconds / 3600:0.0} h";
}

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
