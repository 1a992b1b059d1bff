using System.Collections.Concurrent;
using Matrix.Report.Rendering;
using Matrix.Report.Sweeps;
using Matrix.Results;
using Matrix.Results.History;
using Matrix.Results.Storage;

namespace Matrix.Report.History;

/// <summary>Earlier sweeps: history files, and folders of results directories that nobody has condensed yet.</summary>
internal sealed class HistoryFolder(string? directory)
{
    /// <summary>In a site.</summary>
    public const string SiteFolder = "history";

    private readonly ConcurrentBag<string> unreadable = [];
    private readonly ConcurrentDictionary<HistorySweep, string> sources = new();

    /// <summary>What could not be read, and why.</summary>
    public IReadOnlyList<string> Unreadable => [.. unreadable.Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Start of the newest sweep there that is newer than the one that was taken for the present; null: there is none.</summary>
    public DateTimeOffset? Newer { get; private set; }

    /// <summary>The earlier sweeps, and the present one last.</summary>
    /// <exception cref="MatrixException">There is no such folder.</exception>
    public SweepHistory Upto(Sweep present)
    {
        var numbers = HistoryNumbers.Empty();
        var condensed = new HistoryWriter(present);
        var last = Column(condensed.Sweep, condensed.Crates, numbers);
        var runs = condensed.Sweep.Runs.Select(Identity).ToHashSet();

        // A run that was kept twice, alone and together with others, counts where most runs are.
        var earlier = new List<HistorySweep>();
        // Another candidate has a past of its own.
        var all = Read(numbers).Where(column => column.Candidate == last.Candidate).ToList();
        Newer = all.Where(column => column.Start > last.Start && !column.Sweep.Runs.Any(run => runs.Contains(Identity(run)))).Max(column => (DateTimeOffset?)column.Start);
        foreach (var column in all.Where(column => column.Start < last.Start).OrderByDescending(column => column.Sweep.Runs.Count).ThenByDescending(column => column.Overall.All))
        {
            if (column.Sweep.Runs.Any(run => runs.Contains(Identity(run))))
                continue;

            earlier.Add(column);
            runs.UnionWith(column.Sweep.Runs.Select(Identity));
        }

        return new SweepHistory([.. earlier.OrderBy(column => column.Start).ThenBy(column => sources[column], StringComparer.Ordinal), last], numbers);
    }

    /// <summary>Adds a sweep; what was kept of the same runs before goes.</summary>
    /// <returns>The file.</returns>
    public static string Remember(string directory, Sweep sweep)
    {
        var condensed = new HistoryWriter(sweep);
        try
        {
            Directory.CreateDirectory(directory);
            var replaced = SameRuns(directory, condensed.Sweep).ToHashSet();
            var path = Enumerable.Range(1, int.MaxValue)
                .Select(nth => Path.Combine(directory, HistoryFile.NameOf(condensed.Sweep, nth)))
                .First(path => replaced.Contains(path) || !File.Exists(path));
            HistoryFile.Write(path, condensed.Sweep, condensed.Crates);
            foreach (var other in replaced.Where(other => other != path))
                File.Delete(other);

            return path;
        }
        catch (Exception error) when (StorageTrouble.IsOfTheFile(error))
        {
            throw new MatrixException(ExitCode.PublishFailed, $"the history in {directory} cannot be written: {error.Message}", "the report is written; make the folder writable, then run it again");
        }
    }

    /// <summary>Writes the sweeps of a history into a site, so that what its numbers were counted from is there.</summary>
    public void CopyTo(Site site, SweepHistory history, Sweep present)
    {
        foreach (var (column, file) in history.Sweeps.Zip(history.Files).SkipLast(1))
            site.WriteFile($"{SiteFolder}/{file}", path => Copy(sources[column], path));

        var condensed = new HistoryWriter(present);
        site.WriteFile($"{SiteFolder}/{history.Files[^1]}", path => HistoryFile.Write(path, condensed.Sweep, condensed.Crates));
    }

    private static void Copy(string source, string path)
    {
        // The history may be that of the site itself.
        if (Path.GetDirectoryName(Path.GetFullPath(source)) == Path.GetDirectoryName(path) && File.Exists(source))
            return;

        if (File.Exists(source))
        {
            File.Copy(source, path, overwrite: true);
            return;
        }

        var sweep = SweepReader.Read([source]);
        var condensed = new HistoryWriter(sweep);
        HistoryFile.Write(path, condensed.Sweep, condensed.Crates);
    }

    private static (string, DateTimeOffset, string?, string) Identity(PastRun run) => (run.Platform, run.Start, run.Shard, run.ListSha256);

    private static HistorySweep Column(PastSweep sweep, IEnumerable<PastCrate> crates, HistoryNumbers numbers)
    {
        var column = new HistorySweep(sweep, numbers);
        foreach (var crate in crates)
            column.Add(crate);

        return column;
    }

    private static IEnumerable<string> SameRuns(string directory, PastSweep sweep)
    {
        var runs = sweep.Runs.Select(Identity).ToHashSet();
        foreach (var file in Directory.GetFiles(directory, "*" + HistoryFile.Extension))
        {
            if (TryReadHeader(file) is { } other && other.Runs.Any(run => runs.Contains(Identity(run))))
                yield return file;
        }
    }

    private static PastSweep? TryReadHeader(string file)
    {
        try
        {
            return HistoryFile.ReadSweep(file);
        }
        catch (MatrixException)
        {
            return null;
        }
    }

    private IReadOnlyList<HistorySweep> Read(HistoryNumbers numbers)
    {
        if (directory is null)
            return [];

        if (!Directory.Exists(directory))
            throw new MatrixException(ExitCode.Usage, $"{directory} is not a folder", "name the folder of earlier sweeps, or leave --history out");

        try
        {
            string[] found = [.. Directory.GetFiles(directory, "*" + HistoryFile.Extension).Order(StringComparer.Ordinal), .. Directory.GetDirectories(directory).Order(StringComparer.Ordinal)];
            return [.. found.AsParallel().AsOrdered().Select(source => TryRead(source, numbers)).OfType<HistorySweep>()];
        }
        catch (UnauthorizedAccessException error)
        {
            throw new MatrixException(ExitCode.Usage, $"{directory} cannot be read: {error.Message}", "make it readable, or leave --history out");
        }
    }

    private HistorySweep? TryRead(string source, HistoryNumbers numbers)
    {
        try
        {
            var column = Directory.Exists(source) ? FromResults(source, numbers) : FromFile(source, numbers);
            sources[column] = source;
            return column;
        }
        catch (MatrixException error)
        {
            unreadable.Add(error.Message);
            return null;
        }
    }

    private HistorySweep FromResults(string folder, HistoryNumbers numbers)
    {
        var sweep = SweepReader.Read([folder]);
        foreach (var why in sweep.Gaps.Unreadable)
            unreadable.Add(why);

        var condensed = new HistoryWriter(sweep);
        return Column(condensed.Sweep, condensed.Crates, numbers);
    }

    private static HistorySweep FromFile(string file, HistoryNumbers numbers)
    {
        HistorySweep? column = null;
        HistoryFile.Read(file, sweep => (column = new HistorySweep(sweep, numbers)).Add);
        return column!;
    }
}
