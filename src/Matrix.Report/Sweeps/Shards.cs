using System.Globalization;

namespace Matrix.Report.Sweeps;

/// <summary>Shards as runs call them: <c>2/4</c>.</summary>
internal static class Shards
{
    private const int Most = 10_000;

    /// <summary>0 for a whole run, or where nobody can tell.</summary>
    public static int Number(SweptRun run) => Parse(run)?.Number ?? 0;

    /// <summary>Which shards are not there, in words; a platform that was also swept whole, in one or in other parts, misses none.</summary>
    public static IReadOnlyList<string> Missing(IReadOnlyList<SweptRun> runs) =>
    [
        .. runs
            .GroupBy(run => (run.Platform, run.Manifest.List.Sha256))
            .Where(group => group.All(run => Parse(run) is not null))
            .SelectMany(group => Missing(group.Key.Platform, [.. group.Select(run => Parse(run)!.Value)])),
    ];

    private static IEnumerable<string> Missing(string platform, IReadOnlyList<(int Number, int Of)> shards)
    {
        var missing = shards.GroupBy(shard => shard.Of, shard => shard.Number).OrderBy(group => group.Key)
            .Select(group => (Of: group.Key, Numbers: Enumerable.Range(1, group.Key).Except(group).ToList()))
            .ToList();

        return missing.Exists(split => split.Numbers.Count == 0)
            ? []
            : missing.SelectMany(split => split.Numbers.Select(number => $"{Platforms.Words(platform)}: shard {number} of {split.Of} is missing"));
    }

    private static (int Number, int Of)? Parse(SweptRun run) =>
        run.Manifest.Settings.Shard?.Split('/') is [var number, var of]
        && Parse(number) is { } parsed and >= 1 && Parse(of) is { } count and <= Most && parsed <= count
            ? (parsed, count)
            : null;

    private static int? Parse(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
