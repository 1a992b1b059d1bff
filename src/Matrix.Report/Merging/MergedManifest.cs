using Matrix.Results;

namespace Matrix.Report.Merging;

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
            Probe = runs.Select(run => run.Manifest.Probe).FirstOrDefault(probe => probe is not null),
            RulesSha256 = runs.All(run => run.Manifest.RulesSha256 == first.RulesSha256) ? first.RulesSha256 : null,
            Warnings = [.. runs.SelectMany(run => run.Manifest.Warnings).Concat(Processors(runs, features)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Start = runs.Min(run => run.Manifest.Start),
            End = Unfinished(parts) == 0 ? parts.Max(part => part.End) : null,
            Resumed = 0,
            Counts = counts,
        };
    }

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
