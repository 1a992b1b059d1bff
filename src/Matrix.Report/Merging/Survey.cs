using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Merging;

/// <summary>The first look at all directories: what can be read, each run once, in an order that does not depend on how they were given.</summary>
internal sealed record Survey(IReadOnlyList<SurveyedRun> Runs, IReadOnlyList<string> Unreadable)
{
    /// <exception cref="MatrixException">Nothing can be read, or they are of different sweeps.</exception>
    public static Survey Of(IReadOnlyList<string> directories, CancellationToken cancellation)
    {
        var opened = OpenedRuns<SurveyedRun>.In(directories, SurveyedRun.Of, cancellation);
        SurveyedRun[] runs = [.. opened.Runs.OrderBy(run => run.Manifest.LastStart).ThenBy(run => run.Manifest.Start).ThenBy(run => run.Manifest.Shards, StringComparer.Ordinal)];
        RefuseOtherSweeps(runs);
        return new Survey(runs, opened.Unreadable);
    }

    private static void RefuseOtherSweeps(IReadOnlyList<SurveyedRun> runs)
    {
        Refuse(runs, "candidate (an A/A sweep compares the baseline with itself)", run => string.Join(' ', run.Manifest.Backends.Select(backend => backend.Name)));
        Refuse(runs, "crates list", run => run.Manifest.List.Sha256);
        Refuse(runs, "plan", run => run.Manifest.Plan?.Sha256);
        foreach (var platform in runs.GroupBy(run => run.Platform))
            Refuse([.. platform], "toolchain", run => (run.Manifest.Toolchain.RustcVerbose, string.Join(' ', run.Manifest.Backends.Select(backend => backend.LibrarySha256))));
    }

    private static void Refuse<T>(IReadOnlyList<SurveyedRun> runs, string what, Func<SurveyedRun, T> of)
    {
        if (runs.FirstOrDefault(run => !Equals(of(run), of(runs[0]))) is { } other)
        {
            throw new MatrixException(
                ExitCode.Usage,
                $"{runs[0].Directory} and {other.Directory} are not of one sweep: they had another {what}",
                "merge what belongs together; `./matrix report` takes the others beside it");
        }
    }
}

/// <param name="Directories">Results directories, or folders that hold such.</param>
/// <param name="Out">Where a directory for each platform goes.</param>
internal sealed record MergeRequest(IReadOnlyList<string> Directories, string Out, bool WithLogs);
