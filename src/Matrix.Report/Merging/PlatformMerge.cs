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

/// <param name="Unreadable">Directories that were left out, and why.</param>
/// <param name="MissingShards">In words.</param>
internal sealed record MergedSweep(IReadOnlyList<MergedPlatform> Platforms, IReadOnlyList<string> Unreadable, IReadOnlyList<string> MissingShards)
{
    public bool IsComplete => Unreadable.Count == 0 && MissingShards.Count == 0 && Platforms.All(platform => platform.WithoutVerdict.Count == 0 && platform.Unfinished == 0);
}

/// <param name="Runs">That were merged; the same run, given twice, is one.</param>
/// <param name="Unfinished">Runs among them that have no end.</param>
/// <param name="WithoutVerdict">Crates that were selected and have none.</param>
internal sealed record MergedPlatform(string Platform, string Directory, int Runs, int Unfinished, int Crates, IReadOnlyList<string> WithoutVerdict);

/// <summary>The <c>run.json</c> of what was merged.</summary>
internal static class MergedManifest
{
    /// <param name="runs">Of one platform, in the order in which they started.</param>
    public static RunManifest Of(IReadOnlyList<SurveyedRun> runs, IReadOnlyList<string> selected, IReadOnlyDictionary<string, int> counts)
    {
        var first = runs[0].Manifest;
        PartRecord[] parts = [.. runs.SelectMany(Parts).Distinct().OrderBy(part => part.Start).ThenBy(part => part.Shard, StringComparer.Ordinal)];
        var features = ProcessorFeatures.Common(runs.Select(run => run.Manifest.Platform.TargetFeatures));
        return first with
        {
            Platform = first.Platform with { TargetFeatures = features },
            List = first.List with { Crates = selected },
            Settings = first.Settings with { Shard = null },
            Parts = parts,
            Backends = [.. first.Backends.Select(backend => backend with { Probe = Probes(runs, backend.Name).FirstOrDefault(), Version = backend.Version ?? Versions(runs, backend.Name).FirstOrDefault() })],
            RulesSha256 = runs.All(run => run.Manifest.RulesSha256 == first.RulesSha256) ? first.RulesSha256 : null,
            Warnings = [.. runs.SelectMany(run => run.Manifest.Warnings).Concat(Processors(runs, features)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Start = runs.Min(run => run.Manifest.Start),
            End = Unfinished(parts) == 0 ? parts.Max(part => part.End) : null,
            Resumed = 0,
            Counts = counts,
        };
    }

    private static IEnumerable<ProbeRecord> Probes(IReadOnlyList<SurveyedRun> runs, BackendName backend) => Same(runs, backend).Select(same => same.Probe).OfType<ProbeRecord>();

    private static IEnumerable<string> Versions(IReadOnlyList<SurveyedRun> runs, BackendName backend) => Same(runs, backend).Select(same => same.Version).OfType<string>();

    private static IEnumerable<BackendRecord> Same(IReadOnlyList<SurveyedRun> runs, BackendName backend) => runs.SelectMany(run => run.Manifest.Backends).Where(other => other.Name == backend);

    private static IEnumerable<string> Processors(IReadOnlyList<SurveyedRun> runs, IReadOnlyList<string>? common)
    {
        string[] some = common is null ? [] : [.. runs.SelectMany(run => run.Manifest.Platform.TargetFeatures!).Distinct().Except(common).Order(StringComparer.Ordinal)];
        return some.Length == 0 ? [] : [$"its shards ran on processors of which only some have {string.Join(", ", some)}"];
    }

    private static IEnumerable<PartRecord> Parts(SurveyedRun run) => run.Manifest.Parts.Count > 0
        ? run.Manifest.Parts
        : [new PartRecord(run.Manifest.Settings.Shard, run.Manifest.Start, run.Manifest.End, run.Selected.Count, run.Judged.Count)];

    /// <summary>Shards that have not ended. One that died and was run again has, if the later run did.</summary>
    public static int Unfinished(IReadOnlyList<PartRecord> parts) => parts.GroupBy(part => part.Shard).Count(runs => runs.MaxBy(part => part.Start)!.End is null);
}
