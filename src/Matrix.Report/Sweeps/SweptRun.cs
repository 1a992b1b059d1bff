using Matrix.Results;
using Matrix.Results.Storage;

namespace Matrix.Report.Sweeps;

/// <summary>A results directory that the sweep is made of.</summary>
internal sealed record SweptRun(ResultsReader Results, Lazy<LegIndex> IndexedLegs, IReadOnlyList<Verdict> Verdicts)
{
    public LegIndex Legs => IndexedLegs.Value;

    public RunManifest Manifest => Results.Manifest;

    public string Platform => Manifest.Platform.Name;

    /// <summary>Both sides are LLVM (A/A).</summary>
    public bool IsNoise => Manifest.Settings.Candidate == Backend.LlvmAgain;

    /// <summary>The same run, found in two places, is one.</summary>
    public (string Platform, DateTimeOffset Start, string? Shard, string List) Identity =>
        (Platform, Manifest.Start, Manifest.Shards, Manifest.List.Sha256);

    /// <exception cref="MatrixException">The results cannot be read.</exception>
    public static SweptRun Open(string directory)
    {
        var run = OpenVerdicts(directory);
        Guarded(directory, run.ReadThrough);
        return run;
    }

    /// <summary>Without a look at the legs, which are most of what a sweep leaves behind.</summary>
    /// <exception cref="MatrixException">The results cannot be read.</exception>
    public static SweptRun OpenVerdicts(string directory)
    {
        SweptRun? run = null;
        Guarded(directory, () =>
        {
            var results = ResultsReader.Open(directory);
            run = new SweptRun(results, new Lazy<LegIndex>(results.IndexLegs), [.. results.Verdicts()]);
        });
        return run!;
    }

    // They are read when they are needed; what is damaged in them must be known while the directory can still be left out.
    private void ReadThrough()
    {
        _ = Legs;
        _ = Results.Ledger().Count();
        _ = Results.Speed().Count();
    }

    private static void Guarded(string directory, Action read)
    {
        try
        {
            read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MatrixException(ExitCode.Usage, $"{directory} cannot be read: {error.Message}", "make it readable, or leave it out");
        }
    }
}
