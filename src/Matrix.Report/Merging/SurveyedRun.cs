using Matrix.Report.Sweeps;
using Matrix.Results;
using Matrix.Results.Storage;

namespace Matrix.Report.Merging;

/// <summary>What must be known of a results directory before one can say which of its lines count; the lines themselves are not held.</summary>
/// <param name="Manifest">Without the names of its crates.</param>
/// <param name="Selected">Crates that it was to run.</param>
/// <param name="Judged">Crates that have a verdict.</param>
/// <param name="IsRepeated">Whether some crate has more than one.</param>
internal sealed record SurveyedRun(string Directory, RunManifest Manifest, IReadOnlyList<string> Selected, IReadOnlyCollection<string> Judged, bool IsRepeated) : IOpenedRun
{
    public string Platform => Manifest.Platform.Name;

    /// <summary>Files that end in the middle of a line.</summary>
    public int CutOffLines { get; init; }

    int IOpenedRun.Judged => Judged.Count;

    /// <summary>Reads all of it: a report of what is merged would stop at what cannot be read.</summary>
    public static SurveyedRun Of(string directory)
    {
        var results = ResultsReader.Open(directory);
        var selected = results.Manifest.List.Crates;

        // Each name is one string: there may be a million.
        var names = new HashSet<string>(selected, StringComparer.Ordinal);
        var (judged, lines) = (new HashSet<string>(StringComparer.Ordinal), 0);
        foreach (var verdict in results.AllVerdicts())
        {
            lines++;
            judged.Add(names.TryGetValue(verdict.Crate, out var known) ? known : verdict.Crate);
        }

        _ = results.IndexLegs();
        _ = results.Ledger().Count();
        _ = results.Speed().Count();
        var manifest = results.Manifest with { List = results.Manifest.List with { Crates = [] } };
        return new SurveyedRun(directory, manifest, [.. selected], [.. judged], lines > judged.Count) { CutOffLines = results.CutOffLines };
    }
}
