using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Isolation;
using Matrix.Runner.Legs.Cargo;
using Matrix.Runner.Processes;
using Matrix.Runner.RustcCache;

namespace Matrix.Runner.Legs;

/// <summary>What one leg is to do.</summary>
internal sealed record LegRequest
{
    public required CrateEntry Crate { get; init; }

    public required LegName Leg { get; init; }

    /// <summary>The checked-out source with its lock file; each leg works on a copy.</summary>
    public required PreparedSource Source { get; init; }

    /// <summary>The leg's own folder, made and removed with it.</summary>
    public required LegDirectories Directories { get; init; }

    /// <summary>Of the package's Cargo.toml in the leg's own source, as cargo writes it: without <c>.</c> in it.</summary>
    public string ManifestPath => Path.GetFullPath(Path.Combine(Directories.Source, Source.Manifest));

    /// <summary>The target of an artifact as a whole.</summary>
    public TestId WholeOf(Artifact artifact) =>
        new(artifact.TargetName, artifact.TargetName) { Package = artifact.ManifestPath == ManifestPath ? null : artifact.Package.Split(' ')[0] };

    public required ProcessLimits Limits { get; init; }

    /// <summary>Of the baseline's leg of the same crate: that one fills it, the candidate's goes by it.</summary>
    public BaselineTimes Baseline { get; init; } = new();

    /// <summary>It is compared with nothing: the other is compared with it.</summary>
    public bool IsBaseline { get; init; }

    /// <summary>As <see cref="BaselineTimes.LimitOf"/>; null also for the baseline itself, which has all the time of <see cref="Limits"/>.</summary>
    public TimeSpan? LimitOf(TestId test) => IsBaseline ? null : Baseline.LimitOf(test);

    /// <summary>As <see cref="BaselineTimes.LimitTogether"/>; null also for the baseline itself.</summary>
    public TimeSpan? LimitTogether(TestId target) => IsBaseline ? null : Baseline.LimitTogether(target);

    /// <summary>Dependencies that it need not compile itself; null: it compiles all.</summary>
    public LegUnits? Units { get; init; }

    /// <summary>The test targets that are built, by their names; empty: all.</summary>
    public ImmutableArray<string> OnlyTargets { get; init; } = [];

    /// <summary>Compiler processes at a time, from 1.</summary>
    public int BuildJobs { get; init; } = 1;

    /// <summary>Words that each call of rustc and rustdoc which compiles something ends with.</summary>
    public ImmutableArray<string> CompilerWords => Leg.Workaround == Workaround.LintsCapped ? ["--cap-lints=warn"] : [];

    /// <summary>With one thread libtest runs tests on the main thread: another stack, another name in panics.</summary>
    public int TestThreads => Math.Max(2, BuildJobs);
}

/// <summary>A crate's source, ready to be built from.</summary>
/// <param name="Root">Absolute path of the checked-out tree.</param>
/// <param name="Manifest">Of the package's Cargo.toml, relative to the root.</param>
/// <param name="LockFile">Where the lock file came from.</param>
/// <param name="Commit">The commit that was checked out; null for a local folder.</param>
internal sealed record PreparedSource(string Root, string Manifest, LockFileOrigin LockFile, string? Commit)
{
    /// <summary>Null for a local folder, and where nobody can tell.</summary>
    public CommitRecord? Committed { get; init; }

    /// <summary>Fingerprint of all its files, the lock file among them; lower-case hex.</summary>
    public string Tree { get; init; } = "";

    /// <summary>Folder of the workspace's root, relative to <see cref="Root"/>; <c>.</c> for the root itself.</summary>
    public string Workspace { get; init; } = ".";

    /// <summary>Keys of the crate's own cargo configuration and profiles that its legs cannot let it say, <c>file: key</c>, as shown to people.</summary>
    public ImmutableArray<string> LeftOut { get; init; } = [];

    /// <summary>Keys of the workspace's manifest that name a backend, as cargo's <c>--config</c> takes them: <c>profile.dev.package.inner.codegen-backend</c>.</summary>
    public ImmutableArray<string> BackendOverrides { get; init; } = [];

    /// <summary>Folders of submodules that could not be had, relative to <see cref="Root"/>.</summary>
    public ImmutableArray<string> MissingSubmodules { get; init; } = [];

    /// <summary>Tables of the crate's own cargo configuration that say where dependencies come from, <c>file: table</c>: downloading did not see them.</summary>
    public ImmutableArray<string> OwnSources { get; init; } = [];
}
