using System.Globalization;
using Matrix.Results;

namespace Matrix.Report.Sweeps;

/// <summary>Shards as runs call them: <c>2/4</c>.</summary>
internal static class Shards
{
    private const int Most = 10_000;

    /// <summary>0 for a whole run, or where nobody can tell.</summary>
    public static int Number(SweptRun run) => Parse(run.Manifest.Settings.Shard)?.Number ?? 0;

    /// <summary>Which shards are not there, in words; a platform that was also swept whole, in one or in other parts, misses none.</summary>
    public static IReadOnlyList<string> Missing(IEnumerable<RunManifest> runs) =>
    [
        .. runs
            .GroupBy(run => (run.List.Sha256, Plan: run.Plan?.Sha256))
            .SelectMany(sweep => Missing(sweep.First().Plan, [.. sweep])),
    ];

    private static IEnumerable<string> Missing(PlanRecord? plan, IReadOnlyList<RunManifest> runs)
    {
        var seen = runs.GroupBy(run => run.Platform.Name).ToDictionary(group => group.Key, group => group.SelectMany(Parts).ToList());
        var planned = plan?.Shards.Where(shards => shards.Value is > 0 and <= Most).ToDictionary() ?? [];

        // A platform of the plan that nothing came from is known only from the plan.
        return Platforms.InOrder(seen.Keys.Concat(planned.Keys)).SelectMany(platform =>
            !seen.TryGetValue(platform, out var shards) ? [$"{Platforms.Words(platform)}: {(planned[platform] == 1 ? "its one shard is" : $"all {planned[platform]} shards are")} missing"]
            : shards.Contains(null) ? []
            : Missing(platform, [.. shards.Select(shard => shard!.Value)]));
    }

    private static IEnumerable<string> Missing(string platform, IReadOnlyList<(int Number, int Of)> shards)
    {
        var missing = shards.GroupBy(shard => shard.Of, shard => shard.Number).OrderBy(group => group.Key)
            .Select(group => (Of: group.Key, Numbers: Enumerable.Range(1, group.Key).Except(group).ToList()))
            .ToList();

        return missing.Exists(split => split.Numbers.Count == 0)
            ? []
            : missing.SelectMany(split => split.Numbers.Select(number => $"{Platforms.Words(platform)}: shard {number} of {split.Of} is missing"));
    }

    // What was merged is as good as the runs themselves.
    private static IEnumerable<(int Number, int Of)?> Parts(RunManifest run) =>
        run.Parts.Count == 0 ? [Parse(run.Settings.Shard)] : run.Parts.Select(part => Parse(part.Shard));

    private static (int Number, int Of)? Parse(string? shard) =>
        shard?.Split('/') is [var number, var of]
        && ParseNumber(number) is { } parsed and >= 1 && ParseNumber(of) is { } count and <= Most && parsed <= count
            ? (parsed, count)
            : null;

    private static int? ParseNumber(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
