using Matrix.Results;

namespace Matrix.Report.Sweeps;

/// <summary>What is known of a results directory that was opened.</summary>
internal interface IOpenedRun
{
    string Directory { get; }

    RunManifest Manifest { get; }

    /// <summary>Crates that have a verdict.</summary>
    int Judged { get; }

    /// <summary>Files that end in the middle of a line.</summary>
    int CutOffLines { get; }
}

/// <summary>The runs in the results directories that were given: each once, and of two copies the more complete.</summary>
/// <param name="Unreadable">What could not be read, and why.</param>
internal sealed record OpenedRuns<TRun>(IReadOnlyList<TRun> Runs, IReadOnlyList<string> Unreadable) where TRun : class, IOpenedRun
{
    /// <param name="open">Reads as much of one as is wanted.</param>
    /// <exception cref="MatrixException">None of them can be read.</exception>
    public static OpenedRuns<TRun> In(IReadOnlyList<string> directories, Func<string, TRun> open, CancellationToken cancellation)
    {
        var unreadable = new List<MatrixException>();
        var opened = ResultsDirectories.InAny(directories, unreadable)
            .AsParallel().AsOrdered().WithCancellation(cancellation)
            .Select(directory => TryOpen(directory, open))
            .ToList();
        unreadable.AddRange(opened.Select(attempt => attempt.Error).OfType<MatrixException>());

        TRun[] runs = [.. opened.Select(attempt => attempt.Run).OfType<TRun>().GroupBy(Identity).Select(MostComplete)];
        return runs.Length > 0
            ? new OpenedRuns<TRun>(runs, [.. unreadable.Select(error => error.Message).Distinct().Order(StringComparer.Ordinal)])
            : throw unreadable.FirstOrDefault(new MatrixException(ExitCode.Usage, "there are no results", "name a directory that `./matrix sweep` wrote"));
    }

    private static (TRun? Run, MatrixException? Error) TryOpen(string directory, Func<string, TRun> open)
    {
        try
        {
            return (open(directory), null);
        }
        catch (MatrixException error)
        {
            return (null, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, new MatrixException(ExitCode.Usage, $"{directory} cannot be read: {error.Message}", "make it readable, or leave it out"));
        }
    }

    /// <summary>The same run, found in two places, is one.</summary>
    public static (string Platform, DateTimeOffset Start, string? Shards, string List, string Backends) Identity(TRun run) =>
        (run.Manifest.Platform.Name, run.Manifest.Start, run.Manifest.Shards, run.Manifest.List.Sha256, string.Join(' ', run.Manifest.Backends.Select(backend => backend.Name)));

    private static TRun MostComplete(IEnumerable<TRun> copies) =>
        copies
            .OrderByDescending(run => run.Judged)
            .ThenByDescending(run => run.Manifest.End is not null)
            .ThenBy(run => run.CutOffLines)
            .ThenBy(run => run.Directory, StringComparer.Ordinal)
            .First();
}
