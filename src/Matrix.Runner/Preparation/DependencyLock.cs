using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Crates;
using Matrix.Runner.Crates.Checkout;
using Matrix.Runner.Crates.Settings;
using Matrix.Runner.Isolation;
using Matrix.Runner.Legs;
using Matrix.Runner.Legs.Logs;
using Matrix.Runner.Processes;
using Matrix.Runner.Rules;

namespace Matrix.Runner.Preparation;

/// <summary>The lock file that all legs of a crate share, and the downloads that it names. The crate's own configuration has no say in them.</summary>
internal sealed class DependencyLock(CargoCommands cargo, SandboxedProcesses processes, ResultsPaths results, RuleSet rules)
{
    private readonly FetchCommands commands = new(cargo);

    /// <summary>Downloads what the crate depends on. Its own lock file counts if it resolves as it is; else one is made once, for all legs.</summary>
    /// <param name="lockFile">Absolute path, in the source; it need not be there.</param>
    public async Task<PreparationOutcome> LockAsync(PreparationRequest request, PreparedSource source, string lockFile, PhaseLog log, CancellationToken cancellation)
    {
        var kept = results.Absolute(ResultsPaths.LockFile(request.Crate.Name.Value));
        RemoveIfOutside(request.Directories.Source, lockFile);
        var isOwn = File.Exists(lockFile) && (!File.Exists(kept) || AreSame(kept, lockFile));
        if (File.Exists(kept) && !isOwn)
            File.Copy(kept, lockFile, overwrite: true);

        if (File.Exists(lockFile) && (await FetchAsync(request, locked: true, log, cancellation)).Exit.IsSuccess)
            return Ready(request, source, isOwn ? LockFileOrigin.Crate : LockFileOrigin.Generated, lockFile, kept);

        var findings = new LegFindings(rules);
        var resolved = await FetchAsync(request, locked: false, log, cancellation, findings);
        findings.Conclude((phase, _) => new LogContext(phase, LogContext.NameOf(resolved.Exit)));
        return resolved.Exit.IsSuccess ? Ready(request, source, LockFileOrigin.Generated, lockFile, kept) : Unresolved(request, source, resolved, findings.Observations);
    }

    // A link, through which another file would be read, and written to.
    private static void RemoveIfOutside(string source, string lockFile)
    {
        if (new FileInfo(lockFile).LinkTarget is not null && SourceFile.Within(source, lockFile) is null)
            File.Delete(lockFile);
    }

    private static bool AreSame(string one, string other) => File.ReadAllBytes(one).AsSpan().SequenceEqual(File.ReadAllBytes(other));

    private static PreparationOutcome.Ready Ready(PreparationRequest request, PreparedSource source, LockFileOrigin origin, string lockFile, string kept)
    {
        // In one step: half of it would decide, after a kill, that the dependencies do not resolve.
        if (File.Exists(lockFile) && !(File.Exists(kept) && AreSame(kept, lockFile)))
        {
            var bytes = File.ReadAllBytes(lockFile);
            StorageTrouble.Guard(() => ReplacedFile.Write(kept, bytes));
        }

        return new PreparationOutcome.Ready(source with
        {
            LockFile = origin,
            Tree = SourceTree.Fingerprint(request.Directories.Source, request.Crate.Source is CrateSource.Git ? request.Crate.Checkout : null),
        });
    }

    // What the crate would have found in a full checkout, or with its own configuration, is no fault of its own.
    private static PreparationOutcome.Failed Unresolved(PreparationRequest request, PreparedSource source, ProcessResult ended, IReadOnlyList<Observation> observed)
    {
        var environmental = observed.FirstOrDefault(seen => seen.Class.Owner() == FailureOwner.Environment);
        if (environmental is not null || ended.Exit.IsEnvironmental)
            return new PreparationOutcome.Failed(VerdictKind.Inconclusive, "its dependencies could not be fetched", environmental);

        if (OutsideSource.Of(request.Crate, request.Directories.Source) is { } outside)
            return new PreparationOutcome.Failed(VerdictKind.Skipped, outside, null);

        if (!source.MissingSubmodules.IsEmpty)
            return Unknown($"its dependencies do not resolve without the submodules that could not be had: {string.Join(", ", source.MissingSubmodules)}");

        return source.OwnSources.IsEmpty
            ? new PreparationOutcome.Failed(VerdictKind.Broken, "its dependencies do not resolve", null)
            : Unknown(
                "its dependencies do not resolve without its own cargo configuration, which downloading must not see: "
                + string.Join(", ", source.OwnSources));
    }

    private static PreparationOutcome.Failed Unknown(string reason) => new(VerdictKind.Inconclusive, reason, null);

    private async Task<ProcessResult> FetchAsync(
        PreparationRequest request, bool locked, PhaseLog log, CancellationToken cancellation, LegFindings? findings = null)
    {
        var environment = LegEnvironment.Of(request.Crate, request.Directories, cargo.Toolchain, processes.CargoHome).SetItems(NetworkEnvironment.Current);
        var command = locked ? commands.Fetch(request, environment) : commands.Resolve(request, environment);
        log.WriteLine($"$ {string.Join(' ', command.CommandLine)}");
        var lines = new LineSplitter(line =>
        {
            var at = new LogPlace(log.Path, log.WriteLine(line));
            findings?.OnBuildLine(Phase.Fetch, line, at, package: null);
        });
        var ended = await processes.FetchAsync(command, request.Directories, lines, cancellation);
        lines.Complete();
        log.WriteLine($"==> {ended.Exit}");
        return ended;
    }
}
