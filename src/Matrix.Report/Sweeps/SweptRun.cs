using Matrix.Results;
using Matrix.Results.Storage;

namespace Matrix.Report.Sweeps;

/// <summary>A results directory that the sweep is made of.</summary>
internal sealed record SweptRun(ResultsReader Results, Lazy<LegIndex> IndexedLegs, IReadOnlyList<Verdict> Verdicts) : IOpenedRun
{
    public LegIndex Legs => IndexedLegs.Value;

    public RunManifest Manifest => Results.Manifest;

    public string Platform => Manifest.Platform.Name;

    /// <summary>What is compared with the baseline.</summary>
    public BackendRecord Candidate => Manifest.Candidates.First();

    /// <summary>Both sides are the baseline (A/A).</summary>
    public bool IsNoise => Candidate.IsBaselineAgain;

    public string Directory => Results.Paths.Root;

    public int Judged => Verdicts.Count;

    public int CutOffLines => Results.CutOffLines;

    public static SweptRun Open(string directory)
    {
        var run = OpenVerdicts(directory);
        run.ReadThrough();
        return run;
    }

    /// <summary>Without a look at the legs, which are most of what a sweep leaves behind.</summary>
    public static SweptRun OpenVerdicts(string directory)
    {
        var results = ResultsReader.Open(directory);
        return new SweptRun(results, new Lazy<LegIndex>(results.IndexLegs), [.. results.Verdicts()]);
    }

    // They are read when they are needed; what is damaged in them must be known while the directory can still be left out.
    private void ReadThrough()
    {
        _ = Legs;
        _ = Results.Ledger().Count();
        _ = Results.Speed().Count();
    }
}
