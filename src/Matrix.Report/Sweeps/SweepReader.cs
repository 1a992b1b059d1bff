using Matrix.Results;

namespace Matrix.Report.Sweeps;

/// <summary>Puts the results directories of a sweep together: complete or not, in any order, given twice or never.</summary>
internal static class SweepReader
{
    /// <exception cref="MatrixException">None of them can be read, or all of them compare LLVM with LLVM.</exception>
    public static Sweep Read(IReadOnlyList<string> directories) => Of(FoundRuns.In(directories));

    /// <summary>As <see cref="Read(IReadOnlyList{string})"/>, for who wants nothing of the legs.</summary>
    /// <exception cref="MatrixException">None of them can be read, or all of them compare LLVM with LLVM.</exception>
    public static Sweep ReadVerdicts(IReadOnlyList<string> directories) => Of(FoundRuns.WithVerdicts(directories));

    /// <exception cref="MatrixException">All of them compare LLVM with LLVM.</exception>
    public static Sweep Of(FoundRuns found) => found.AreNoiseAlone
        ? throw new MatrixException(
            ExitCode.Usage,
            $"{found.Noise[0].Results.Paths.Root} is of an A/A sweep: it compares LLVM with LLVM, and says nothing of Cranelift",
            "give the results of a sweep with Cranelift; what the A/A sweep found is said by `./matrix report DIR` alone")
        : Merge(found.Runs, found);

    /// <summary>As <see cref="Of"/>; where all of them compare LLVM with LLVM, a sweep of those.</summary>
    public static Sweep OfEither(FoundRuns found) => found.AreNoiseAlone ? Merge(found.Noise, found with { Noise = [] }) : Merge(found.Runs, found);

    private static Sweep Merge(IReadOnlyList<SweptRun> found, FoundRuns all)
    {
        if (found.FirstOrDefault(run => run.Candidate.Name != found[0].Candidate.Name) is { } other)
        {
            throw new MatrixException(
                ExitCode.Usage,
                $"{found[0].Directory} compares {found[0].Candidate.Name} with {found[0].Manifest.Baseline.Name}, and {other.Directory} {other.Candidate.Name}",
                "give the results of one candidate; `./matrix diff` sets two side by side");
        }

        var platforms = Platforms.InOrder(found.Select(run => run.Platform));
        SweptRun[] runs =
        [
            .. found
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
        return new Sweep(runs, platforms, crates, new Gaps(all.Unreadable, Shards.Missing(runs.Select(run => run.Manifest)), WithoutVerdict(runs, platforms, crates)))
        {
            Noise = NoiseMeasure.Of(all.Noise),
        };
    }

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
