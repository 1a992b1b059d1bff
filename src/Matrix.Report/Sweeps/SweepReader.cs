using Matrix.Results;

namespace Matrix.Report.Sweeps;

/// <summary>Puts the results directories of a sweep together: complete or not, in any order, given twice or never.</summary>
internal static class SweepReader
{
    /// <exception cref="MatrixException">None of them can be read.</exception>
    public static Sweep Read(IReadOnlyList<string> directories) => Read(directories, SweptRun.Open);

    /// <summary>As <see cref="Read(IReadOnlyList{string})"/>, for who wants nothing of the legs.</summary>
    /// <exception cref="MatrixException">None of them can be read.</exception>
    public static Sweep ReadVerdicts(IReadOnlyList<string> directories) => Read(directories, SweptRun.OpenVerdicts);

    private static Sweep Read(IReadOnlyList<string> directories, Func<string, SweptRun> open)
    {
        var unreadable = new List<MatrixException>();
        var opened = ResultsDirectories.InAny(directories, unreadable).AsParallel().AsOrdered().Select(directory => TryOpen(directory, open)).ToList();
        var runs = opened.Select(attempt => attempt.Run).OfType<SweptRun>().ToList();
        unreadable.AddRange(opened.Select(attempt => attempt.Error).OfType<MatrixException>());

        return runs.Count > 0
            ? Merge(runs, [.. unreadable.Select(error => error.Message).Distinct().Order(StringComparer.Ordinal)])
            : throw unreadable.FirstOrDefault(new MatrixException(ExitCode.Usage, "there are no results", "name a directory that `./matrix sweep` wrote"));
    }

    private static (SweptRun? Run, MatrixException? Error) TryOpen(string directory, Func<string, SweptRun> open)
    {
        try
        {
            return (open(directory), null);
        }
        catch (MatrixException error)
        {
            return (null, error);
        }
    }

    private static Sweep Merge(List<SweptRun> found, IReadOnlyList<string> unreadable)
    {
        SweptRun[] runs = [.. found.GroupBy(run => run.Identity).Select(MostComplete)];
        var platforms = Platforms.InOrder(runs.Select(run => run.Platform));
        runs =
        [
            .. runs
                .OrderBy(run => platforms.ToList().IndexOf(run.Platform)).ThenBy(Shards.Number).ThenBy(run => run.Manifest.Start)
                .ThenBy(run => run.Manifest.Settings.Shard, StringComparer.Ordinal).ThenBy(run => run.Manifest.List.Sha256, StringComparer.Ordinal),
        ];

        var results = runs
            .OrderBy(run => run.Manifest.LastStart)
            .SelectMany(run => run.Verdicts.Select(verdict => new PlatformResult(run.Platform, verdict, run)))
            .GroupBy(result => result.Verdict.Crate, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new SweptCrate(group.Key, InOrder(group, platforms)));

        SweptCrate[] crates = [.. results];
        return new Sweep(runs, platforms, crates, new Gaps(unreadable, Shards.Missing(runs.Select(run => run.Manifest)), WithoutVerdict(runs, platforms, crates)));
    }

    private static SweptRun MostComplete(IEnumerable<SweptRun> copies) =>
        copies
            .OrderByDescending(run => run.Verdicts.Count)
            .ThenByDescending(run => run.Manifest.End is not null)
            .ThenBy(run => run.Results.CutOffLines)
            .ThenBy(run => run.Results.Paths.Root, StringComparer.Ordinal)
            .First();

    // A shard that died is run again: the later one counts.
    private static PlatformResult[] InOrder(IEnumerable<PlatformResult> ofCrate, IReadOnlyList<string> platforms)
    {
        var last = ofCrate.GroupBy(result => result.Platform).ToDictionary(group => group.Key, group => group.Last());
        return [.. platforms.Where(last.ContainsKey).Select(platform => last[platform])];
    }

    private static IReadOnlyList<(string Platform, IReadOnlyList<string> Crates)> WithoutVerdict(
        IReadOnlyList<SweptRun> runs, IReadOnlyList<string> platforms, IReadOnlyList<SweptCrate> crates)
    {
        var judged = crates.SelectMany(crate => crate.Results.Select(result => (result.Platform, crate.Name))).ToHashSet();
        return
        [
            .. platforms
                .Select(platform => (platform, Missing: (IReadOnlyList<string>)[.. runs
                    .Where(run => run.Platform == platform)
                    .SelectMany(run => run.Manifest.List.Crates)
                    .Distinct()
                    .Where(crate => !judged.Contains((platform, crate)))]))
                .Where(pair => pair.Missing.Count > 0),
        ];
    }
}
