using Matrix.Results;

namespace Matrix.Report.Sweeps;

/// <summary>The runs in the results directories that were given, each once.</summary>
/// <param name="Runs">That compare Cranelift with LLVM.</param>
/// <param name="Noise">That compare LLVM with LLVM (A/A): never counted as the others are.</param>
/// <param name="Unreadable">Directories that could not be read, and why.</param>
internal sealed record FoundRuns(IReadOnlyList<SweptRun> Runs, IReadOnlyList<SweptRun> Noise, IReadOnlyList<string> Unreadable)
{
    public bool AreNoiseAlone => Runs.Count == 0;

    /// <exception cref="MatrixException">None of them can be read.</exception>
    public static FoundRuns In(IReadOnlyList<string> directories) => In(directories, SweptRun.Open);

    /// <summary>As <see cref="In(IReadOnlyList{string})"/>, for who wants nothing of the legs.</summary>
    /// <exception cref="MatrixException">None of them can be read.</exception>
    public static FoundRuns WithVerdicts(IReadOnlyList<string> directories) => In(directories, SweptRun.OpenVerdicts);

    private static FoundRuns In(IReadOnlyList<string> directories, Func<string, SweptRun> open)
    {
        var unreadable = new List<MatrixException>();
        var opened = ResultsDirectories.InAny(directories, unreadable).AsParallel().AsOrdered().Select(directory => TryOpen(directory, open)).ToList();
        var runs = opened.Select(attempt => attempt.Run).OfType<SweptRun>().ToLookup(run => run.IsNoise);
        unreadable.AddRange(opened.Select(attempt => attempt.Error).OfType<MatrixException>());

        return runs.Count > 0
            ? new FoundRuns(Once(runs[false]), Once(runs[true]), [.. unreadable.Select(error => error.Message).Distinct().Order(StringComparer.Ordinal)])
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

    private static SweptRun[] Once(IEnumerable<SweptRun> runs) => [.. runs.GroupBy(run => run.Identity).Select(MostComplete)];

    private static SweptRun MostComplete(IEnumerable<SweptRun> copies) =>
        copies
            .OrderByDescending(run => run.Verdicts.Count)
            .ThenByDescending(run => run.Manifest.End is not null)
            .ThenBy(run => run.Results.CutOffLines)
            .ThenBy(run => run.Results.Paths.Root, StringComparer.Ordinal)
            .First();
}
