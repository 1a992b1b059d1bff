using Matrix.Results;
using Matrix.Runner.Files;

namespace Matrix.Runner.Legs.Cargo;

/// <summary>What cargo says that it built, told apart from what did not compile and only has something in its place.</summary>
internal sealed class BuiltTargets
{
    private readonly List<Artifact> artifacts = [];
    private readonly List<UnbuiltArtifact> unbuilt = [];
    private readonly List<(RustcInvocation Unit, string Ended)> failed = [];
    private readonly Dictionary<(string Manifest, string Target), Evidence> errors = [];

    /// <summary>Without <see cref="Unbuilt"/>.</summary>
    public IReadOnlyList<Artifact> Artifacts => artifacts;

    /// <summary>Targets of the package that did not compile, and those that need one of them.</summary>
    public IReadOnlyList<UnbuiltArtifact> Unbuilt => unbuilt;

    /// <summary>A unit whose target is left out, because it does not compile. From any thread.</summary>
    /// <param name="ended">How rustc ended, in its words.</param>
    public void AddFailed(RustcInvocation unit, string ended)
    {
        lock (failed)
            failed.Add((unit, ended));
    }

    public void Add(Artifact artifact)
    {
        if (EndOf(artifact) is not { } ended)
            artifacts.Add(artifact);
        else if (!unbuilt.Exists(known => known.Artifact.IsSameAs(artifact)))
            unbuilt.Add(new UnbuiltArtifact(artifact, ended));
    }

    // cargo names what stands in its place as if it had been made.
    private string? EndOf(Artifact artifact)
    {
        lock (failed)
            return failed.Find(call => call.Unit.Makes(artifact)).Ended;
    }

    /// <summary>
    /// cargo builds no integration test or benchmark of a package whose programs do not compile: here they were linked, and must not be run.
    /// </summary>
    public void LeaveOutWhatNeedsThem()
    {
        foreach (var program in unbuilt.Where(left => left.Artifact is { Kind: "bin", IsTest: false }).ToList())
        {
            var needing = artifacts.Where(artifact => artifact.Kind is "test" or "bench" && artifact.ManifestPath == program.Artifact.ManifestPath).ToList();
            unbuilt.AddRange(needing.Select(artifact => new UnbuiltArtifact(artifact, program.Ended) { Needs = program.Artifact.TargetName }));
            artifacts.RemoveAll(needing.Contains);
        }
    }

    /// <summary>The first line of an error of a target.</summary>
    public void AddError(string manifestPath, string target, Evidence evidence) => errors.TryAdd((manifestPath, target), evidence);

    /// <summary>Null where no message says why it does not compile.</summary>
    public Evidence? ErrorOf(Artifact artifact) => errors.GetValueOrDefault((artifact.ManifestPath, artifact.TargetName));
}

/// <summary>A target of the package that is not there.</summary>
/// <param name="Ended">How rustc ended, in its words.</param>
internal sealed record UnbuiltArtifact(Artifact Artifact, string Ended)
{
    /// <summary>It may compile, but needs this target, which does not; null: it does not compile itself.</summary>
    public string? Needs { get; init; }
}

/// <summary>
/// What cargo has built below its target folder. Where it puts what has changed from cargo to cargo (https://github.com/rust-lang/cargo/issues/15010),
/// so nothing here knows a folder by name.
/// </summary>
internal static class BuiltFiles
{
    private const int Deepest = 12;

    private static readonly EnumerationOptions Everywhere = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = Deepest,
        IgnoreInaccessible = true,

        // A link may lead anywhere, or round in a circle.
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <param name="target">Absolute; it need not be there.</param>
    public static IEnumerable<string> In(string target, string pattern = "*") =>
        Directory.Exists(target) ? Directory.EnumerateFiles(target, pattern, Everywhere).Where(ForeignFile.CanBeRead) : [];
}

/// <summary>A binary or an example of the package, built.</summary>
/// <param name="Name">Kind and name, as cargo has them.</param>
internal sealed record PackageProgram(string Name, string Path);
