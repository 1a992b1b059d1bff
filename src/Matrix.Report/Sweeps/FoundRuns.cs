using Matrix.Results;

namespace Matrix.Report.Sweeps;

/// <summary>The runs in the results directories that were given, each once.</summary>
/// <param name="Runs">That compare Cranelift with LLVM.</param>
/// <param name="Noise">That compare LLVM with LLVM (A/A): never counted as the others are.</param>
/// <param name="Unreadable">Directories that could not be read, and why.</param>
internal sealed record FoundRuns(IReadOnlyList<SweptRun> Runs, IReadOnlyList<SweptRun> Noise, IReadOnlyList<string> Unreadable)
{
    public bool AreNoiseAlone => Runs.Count == 0;

    /// <exception cref="MatrixException">None of them can be read.</exception>
    public static FoundRuns In(IReadOnlyList<string> directories) => In(directories, SweptRun.Open);

    /// <summary>As <see cref="In(IReadOnlyList{string})"/>, for who wants nothing of the legs.</summary>
    /// <exception cref="MatrixException">None of them can be read.</exception>
    public static FoundRuns WithVerdicts(IReadOnlyList<string> directories) => In(directories, SweptRun.OpenVerdicts);

    private static FoundRuns In(IReadOnlyList<string> directories, Func<string, SweptRun> open)
    {
        var opened = OpenedRuns<SweptRun>.In(directories, open, CancellationToken.None);
        var runs = opened.Runs.ToLookup(run => run.IsNoise);
        return new FoundRuns([.. runs[false]], [.. runs[true]], opened.Unreadable);
    }
}
