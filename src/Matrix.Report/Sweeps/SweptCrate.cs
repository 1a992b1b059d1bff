using Matrix.Results;

namespace Matrix.Report.Sweeps;

/// <summary>A crate on all platforms of a sweep.</summary>
/// <param name="Results">In the order of the platforms; only those that have a verdict, never none.</param>
internal sealed record SweptCrate(string Name, IReadOnlyList<PlatformResult> Results)
{
    public long? Downloads => Results.Max(result => result.Verdict.Downloads);

    /// <summary>What all platforms together say: it fails where it fails on one of them.</summary>
    public Standing Standing => Standings.Together(Results.Select(result => result.Standing));

    /// <summary>Where it works: unsupported intrinsics that no test ran into.</summary>
    public IEnumerable<TrapInReach> Traps => Results.Where(result => result.Standing == Standing.Works).SelectMany(result => result.Verdict.InReach);

    public PlatformResult? On(string platform) => Results.FirstOrDefault(result => result.Platform == platform);
}

internal sealed record PlatformResult(string Platform, Verdict Verdict, SweptRun Run)
{
    public Standing Standing => Verdict.Kind.Standing();

    /// <summary>Read when asked for.</summary>
    public CrateRecord Record() => new(Verdict, Run.Legs.Of(Verdict.Crate));
}
