using Matrix.Report.Formatting;

namespace Matrix.Report.Diff;

/// <summary>What a reader should know before the differences are believed.</summary>
internal static class Caveats
{
    private const int MostGaps = 5;

    public static IReadOnlyList<string> Of(Comparison comparison) =>
    [
        .. comparison.Now.IsNoise ? ["OLD and NEW are A/A sweeps, LLVM against LLVM: what differs is noise, and nothing is said of Cranelift."] : Array.Empty<string>(),
        .. Order(comparison.Before, comparison.Now),
        .. Only(DiffInputWords.Old, comparison.Before, comparison.Now),
        .. Only(DiffInputWords.New, comparison.Now, comparison.Before),
        .. Of(DiffInputWords.Old, comparison.Before),
        .. Of(DiffInputWords.New, comparison.Now),
    ];

    private static IEnumerable<string> Order(DiffInput before, DiffInput now)
    {
        if (Identities(before).SetEquals(Identities(now)))
            yield return "OLD and NEW are the same sweep.";
        else if (before.Start > now.Start)
            yield return $"OLD began after NEW ({DiffInputWords.Start(before)} and {DiffInputWords.Start(now)}): if they are the wrong way round, what is called regressed is fixed.";
    }

    private static HashSet<(string, DateTimeOffset, string?)> Identities(DiffInput side) => [.. side.Runs.Select(run => (run.Platform, run.Start, run.Shard))];

    private static IEnumerable<string> Only(string label, DiffInput side, DiffInput other)
    {
        string[] only = [.. side.Platforms.Where(platform => !other.Platforms.Contains(platform))];
        if (only.Length > 0)
            yield return $"Only {label} has {PlatformWords.All(only)}: nothing is compared there.";
    }

    private static IEnumerable<string> Of(string label, DiffInput side)
    {
        if (side.IsCondensed)
            yield return $"{label} is a history file: it knows how many tests failed, but not which, and neither its rules nor its isolation.";

        if (side.HadNoise)
            yield return $"{label} holds results of an A/A sweep too, LLVM against LLVM: they are left out.";

        if (side.Gaps.Count > 0)
            yield return $"{label} is not complete: {string.Join("; ", side.Gaps.Take(MostGaps))}{(side.Gaps.Count > MostGaps ? $"; and {Words.Count(side.Gaps.Count - MostGaps, "more gap")}" : "")}.";
    }
}
