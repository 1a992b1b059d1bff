namespace Matrix.Report.Diff;

/// <summary>One of the two sweeps that are compared: as much of it as results directories and history files both know.</summary>
/// <param name="Source">As it was asked for.</param>
/// <param name="Crates">By name.</param>
internal sealed record DiffInput(string Source, DateTimeOffset Start, IReadOnlyList<DiffInputRun> Runs, IReadOnlyDictionary<string, DiffInputCrate> Crates)
{
    /// <summary>That have a run.</summary>
    public IReadOnlyList<string> Platforms { get; } = Sweeps.Platforms.InOrder(Runs.Select(run => run.Platform));

    /// <summary>A history file: it only counts tests, and knows neither the rules nor the isolation.</summary>
    public bool IsCondensed { get; init; }

    /// <summary>LLVM against LLVM (A/A).</summary>
    public bool IsNoise { get; init; }

    /// <summary>Results of that kind stood beside the others, and are left out.</summary>
    public bool HadNoise { get; init; }

    /// <summary>What it should have and has not, in words.</summary>
    public IReadOnlyList<string> Gaps { get; init; } = [];

    public Finding? Find(string crate, string platform) => Crates.GetValueOrDefault(crate)?.Findings.GetValueOrDefault(platform);
}

/// <param name="Findings">By platform.</param>
internal sealed record DiffInputCrate(string Name, long? Downloads, IReadOnlyDictionary<string, Finding> Findings);
