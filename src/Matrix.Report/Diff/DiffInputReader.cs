using Matrix.Report.Formatting;
using Matrix.Report.History;
using Matrix.Report.Sweeps;
using Matrix.Results;
using Matrix.Results.History;

namespace Matrix.Report.Diff;

internal static class DiffInputReader
{
    /// <param name="path">A results directory, a folder that holds several of one sweep, or a history file.</param>
    /// <exception cref="MatrixException">It is none of these, or cannot be read.</exception>
    public static DiffInput Read(string path)
    {
        if (File.Exists(path))
            return FromFile(path);

        RefuseHistoryFolder(path);
        return FromResults(path, SweepReader.OfEither(FoundRuns.WithVerdicts([path])));
    }

    private static DiffInput FromResults(string path, Sweep sweep) => new(
        path,
        sweep.Start,
        [.. sweep.Runs.Select(run => DiffInputRun.Of(run.Manifest))],
        sweep.Crates.ToDictionary(crate => crate.Name, Crate, StringComparer.Ordinal))
    {
        IsNoise = sweep.Runs[0].IsNoise,
        HadNoise = sweep.Noise.Count > 0,
        Gaps = [.. GapsOf(sweep.Gaps)],
    };

    private static DiffInputCrate Crate(SweptCrate crate) =>
        new(crate.Name, crate.Downloads, crate.Results.ToDictionary(result => result.Platform, result => Finding.Of(result.Verdict)));

    private static IEnumerable<string> GapsOf(Gaps gaps)
    {
        foreach (var gap in gaps.Unreadable.Concat(gaps.Shards))
            yield return gap;

        foreach (var (platform, crates) in gaps.WithoutVerdict)
            yield return $"{Platforms.Words(platform)}: {Words.Count(crates.Count, "crate")} that should have a verdict {(crates.Count == 1 ? "has" : "have")} none";
    }

    private static DiffInput FromFile(string path)
    {
        try
        {
            return FromHistory(path);
        }
        catch (MatrixException error)
        {
            throw new MatrixException(error.ExitCode, error.Message, "name a results directory, a folder that holds several, or a file that `./matrix report --remember` wrote");
        }
    }

    private static DiffInput FromHistory(string path)
    {
        var crates = new Dictionary<string, DiffInputCrate>(StringComparer.Ordinal);
        var sweep = HistoryFile.Read(path, header =>
        {
            PastCause[] causes = [.. header.Causes];
            return crate => crates[crate.Crate] = Crate(crate, causes);
        });
        return new DiffInput(path, sweep.Start, [.. sweep.Runs.Select(DiffInputRun.Of)], crates)
        {
            IsCondensed = true,
            Gaps = crates.Count < sweep.Crates ? [$"the file is cut off: {crates.Count:#,0} of {Words.Count(sweep.Crates, "crate")} are left"] : [],
        };
    }

    private static DiffInputCrate Crate(PastCrate crate, PastCause[] causes) =>
        new(crate.Crate, crate.Downloads, crate.Verdicts.ToDictionary(verdict => verdict.Key, verdict => PastFinding(verdict.Value, crate.Failures.Where(failure => failure.Platform == verdict.Key), causes)));

    private static Finding PastFinding(VerdictKind verdict, IEnumerable<PastFailure> failures, PastCause[] causes) =>
        Finding.Of(verdict, failures.Select(failure => (CauseKey.Of(causes[failure.Cause]), failure.Tests))) with
        {
            Needs = [.. failures.Select(failure => causes[failure.Cause].Needs).OfType<IReadOnlyList<string>>()],
        };

    private static void RefuseHistoryFolder(string path)
    {
        if (Directory.Exists(path) && Directory.EnumerateFiles(path, "*" + HistoryFile.Extension).Any())
            throw new MatrixException(ExitCode.Usage, $"{path} holds history files, each of another sweep", $"name one of its *{HistoryFile.Extension} files");
    }
}
