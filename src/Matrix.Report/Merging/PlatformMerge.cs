using Matrix.Results;

namespace Matrix.Report.Merging;

/// <summary>The runs of a platform become one results directory, a line at a time.</summary>
/// <param name="runs">In the order in which they started.</param>
internal sealed class PlatformMerge(IReadOnlyList<SurveyedRun> runs, bool withLogs)
{
    // Of a crate that several runs judged the last one counts.
    private readonly Dictionary<string, int> deciding = Deciding(runs);
    private readonly SortedDictionary<string, int> counts = new(StringComparer.Ordinal);

    public MergedPlatform WriteTo(string directory, CancellationToken cancellation)
    {
        using var copy = ResultsCopy.Create(directory);
        foreach (var number in Enumerable.Range(0, runs.Count))
        {
            cancellation.ThrowIfCancellationRequested();
            Copy(number, copy);
        }

        string[] selected = [.. runs.SelectMany(run => run.Selected).Distinct(StringComparer.Ordinal)];
        var manifest = MergedManifest.Of(runs, selected, counts);
        copy.Finish(manifest);
        return new MergedPlatform(
            runs[0].Platform,
            Path.GetFullPath(directory),
            runs.Count,
            MergedManifest.Unfinished(manifest.Parts),
            deciding.Count,
            [.. selected.Where(crate => !deciding.ContainsKey(crate))]);
    }

    private static Dictionary<string, int> Deciding(IReadOnlyList<SurveyedRun> runs)
    {
        var deciding = new Dictionary<string, int>(runs.Sum(run => run.Judged.Count), StringComparer.Ordinal);
        foreach (var (number, run) in runs.Index())
        {
            foreach (var crate in run.Judged)
                deciding[crate] = number;
        }

        return deciding;
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
                LogLinks.Link(run.Directory, copy.Paths.Root, line.Crate);
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
