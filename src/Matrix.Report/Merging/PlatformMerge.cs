using Matrix.Results;
using Matrix.Results.Storage;

namespace Matrix.Report.Merging;

/// <summary>The runs of a platform become one results directory, a line at a time.</summary>
internal sealed class PlatformMerge
{
    private const int Nobody = -1;

    private readonly IReadOnlyList<SurveyedRun> runs;
    private readonly bool withLogs;
    private readonly List<string> selected = [];

    // Which run's verdict counts: of several the last one's. One table for crates that were selected and those that were judged: there may be a million.
    private readonly Dictionary<string, int> deciding;
    private readonly SortedDictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <param name="runs">In the order in which they started.</param>
    public PlatformMerge(IReadOnlyList<SurveyedRun> runs, bool withLogs)
    {
        (this.runs, this.withLogs) = (runs, withLogs);
        deciding = new Dictionary<string, int>(runs.Sum(run => run.Judged.Count), StringComparer.Ordinal);
        foreach (var crate in runs.SelectMany(run => run.Selected))
        {
            if (deciding.TryAdd(crate, Nobody))
                selected.Add(crate);
        }

        foreach (var (number, run) in runs.Index())
        {
            foreach (var crate in run.Judged)
                deciding[crate] = number;
        }
    }

    public MergedPlatform WriteTo(string directory, CancellationToken cancellation)
    {
        using var copy = ResultsCopy.Create(directory);
        foreach (var number in Enumerable.Range(0, runs.Count))
        {
            cancellation.ThrowIfCancellationRequested();
            Copy(number, copy);
        }

        var manifest = MergedManifest.Of(runs, selected, counts);
        copy.Finish(manifest);
        return new MergedPlatform(
            runs[0].Platform,
            Path.GetFullPath(directory),
            runs.Count,
            MergedManifest.Unfinished(manifest.Parts),
            deciding.Values.Count(run => run != Nobody),
            [.. selected.Where(crate => deciding[crate] == Nobody)]);
    }

    private void Copy(int number, ResultsCopy copy)
    {
        var run = runs[number];
        var results = ResultsReader.Open(run.Directory);
        foreach (var line in Verdicts(run, results).Where(line => Decides(line, number)))
        {
            copy.Append(ResultsPaths.Verdicts, line);
            counts[line.Verdict ?? ""] = counts.GetValueOrDefault(line.Verdict ?? "") + 1;
            if (withLogs)
                LinkedLogs.Link(run.Directory, copy.Paths.Root, line.Crate);
        }

        foreach (var file in new[] { ResultsPaths.Legs, ResultsPaths.Ledger, ResultsPaths.Speed })
        {
            foreach (var line in results.RawLines(file).Where(line => Decides(line, number)))
                copy.Append(file, line);
        }
    }

    private bool Decides(RawLine line, int number) => deciding.TryGetValue(line.Crate, out var last) && last == number;

    private static IEnumerable<RawLine> Verdicts(SurveyedRun run, ResultsReader results)
    {
        var lines = results.RawLines(ResultsPaths.Verdicts);
        if (!run.IsRepeated)
            return lines;

        var last = lines.Index().ToLookup(line => line.Item.Crate, line => line.Index, StringComparer.Ordinal).ToDictionary(places => places.Key, places => places.Last());
        return lines.Index().Where(line => last[line.Item.Crate] == line.Index).Select(line => line.Item);
    }
}
