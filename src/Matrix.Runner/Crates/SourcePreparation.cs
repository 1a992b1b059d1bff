using System.Text.Json;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Classification;
using Matrix.Runner.Classification.Rules;
using Matrix.Runner.Crates.Settings;
using Matrix.Runner.Legs;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Crates;

/// <summary>Gets a crate ready for its legs: source, manifest, lock file, downloaded dependencies.</summary>
internal sealed class SourcePreparation(ISourceCheckout checkout, CargoCommands cargo, SandboxedProcesses processes, ResultsPaths results, RuleSet rules)
{
    public async Task<Preparation> PrepareAsync(LegRequest request, CancellationToken cancellation)
    {
        using var log = new PhaseLog(results, ResultsPaths.PrepareLog(request.Crate.Name.Value));
        return await PrepareAsync(request, log, cancellation);
    }

    public async Task<Preparation> PrepareAsync(LegRequest request, PhaseLog log, CancellationToken cancellation)
    {
        request.Directories.Create();
        try
        {
            var commit = await PlaceSourceAsync(request, cancellation);
            return HasManifest(request, out var missing)
                ? await SettleAsync(request with { Source = request.Source with { Commit = commit } }, log, cancellation)
                : new Preparation.Failed(VerdictKind.Skipped, missing, null);
        }
        catch (CheckoutException error)
        {
            log.WriteLine(error.Message);
            var verdict = error.IsEnvironmental ? VerdictKind.Inconclusive : VerdictKind.Skipped;
            return new Preparation.Failed(
                verdict, $"its source cannot be had: {error.Message}", error.IsEnvironmental ? Network(error.Message, log) : null);
        }
    }

    private async Task<string?> PlaceSourceAsync(LegRequest request, CancellationToken cancellation)
    {
        switch (request.Crate.Source)
        {
            case CrateSource.Git git:
                return await checkout.CheckOutAsync(git, request.Directories.Source, cancellation);
            case CrateSource.Folder folder when Directory.Exists(folder.Path):
                FolderCopy.Copy(folder.Path, request.Directories.Source, name => name is "target" or ".git");
                return null;
            case CrateSource.Folder folder:
                throw new CheckoutException($"there is no folder {folder.Path}", isEnvironmental: false);
            default:
                throw new InvalidOperationException("a source of no known kind");
        }
    }

    private static bool HasManifest(LegRequest request, out string missing)
    {
        missing = $"there is no {request.Source.Manifest} in its source ({request.Crate.Position})";
        return File.Exists(request.ManifestPath);
    }

    private async Task<Preparation> SettleAsync(LegRequest request, PhaseLog log, CancellationToken cancellation)
    {
        var root = request.Directories.Source;
        var workspace = await WorkspaceRootAsync(request, log, cancellation);
        var settings = SourceSettings.Settle(root, Path.GetDirectoryName(request.ManifestPath)!, workspace);
        foreach (var key in settings.LeftOut)
            log.WriteLine($"left out: {key}");

        var lockFile = Path.Combine(workspace, "Cargo.lock");
        var source = request.Source with
        {
            Workspace = Path.GetRelativePath(root, workspace),
            LeftOut = settings.LeftOut,
            BackendOverrides = settings.BackendOverrides,
            OwnSources = settings.Sources,
        };
        var prepared = await LockAsync(request with { Source = source }, lockFile, log, cancellation);
        if (prepared is Preparation.Ready && Path.Exists(Path.Combine(root, ".git")))
            await checkout.HideChangesAsync(root, [.. settings.Edited, Path.GetRelativePath(root, lockFile)], cancellation);

        return prepared;
    }

    // The crate's own lock file counts if it resolves as it is; else one is made once, for all legs.
    private async Task<Preparation> LockAsync(LegRequest request, string lockFile, PhaseLog log, CancellationToken cancellation)
    {
        var kept = results.Absolute(ResultsPaths.LockFile(request.Crate.Name.Value));
        var isOwn = File.Exists(lockFile) && (!File.Exists(kept) || AreSame(kept, lockFile));
        if (File.Exists(kept))
            File.Copy(kept, lockFile, overwrite: true);

        if (File.Exists(lockFile) && (await FetchAsync(request, locked: true, log, cancellation)).Exit.IsSuccess)
            return Ready(request, isOwn ? LockFileOrigin.Crate : LockFileOrigin.Generated, lockFile, kept);

        var findings = new LegFindings(rules);
        var resolved = await FetchAsync(request, locked: false, log, cancellation, findings);
        findings.Conclude((phase, _) => new LogContext(phase, LogContext.NameOf(resolved.Exit)));
        return resolved.Exit.IsSuccess ? Ready(request, LockFileOrigin.Generated, lockFile, kept) : Unresolved(request.Source, resolved, findings.Observations);
    }

    private static bool AreSame(string one, string other) => File.ReadAllBytes(one).AsSpan().SequenceEqual(File.ReadAllBytes(other));

    private static Preparation.Ready Ready(LegRequest request, LockFileOrigin origin, string lockFile, string kept)
    {
        // In one step: half of it would decide, after a kill, that the dependencies do not resolve.
        if (File.Exists(lockFile) && !(File.Exists(kept) && AreSame(kept, lockFile)))
        {
            var bytes = File.ReadAllBytes(lockFile);
            StorageTrouble.Guard(() => ReplacedFile.Write(kept, bytes));
        }

        return new Preparation.Ready(request.Source with
        {
            Root = request.Directories.Source,
            LockFile = origin,
            Tree = SourceTree.Fingerprint(request.Directories.Source),
        });
    }

    private static Preparation.Failed Unresolved(PreparedSource source, ProcessResult ended, IReadOnlyList<Observation> observed)
    {
        var environmental = observed.FirstOrDefault(seen => seen.Class.Owner() == FailureOwner.Environment);
        if (environmental is not null || ended.Exit.IsEnvironmental)
            return new Preparation.Failed(VerdictKind.Inconclusive, "its dependencies could not be fetched", environmental);

        return source.OwnSources.IsEmpty
            ? new Preparation.Failed(VerdictKind.Broken, "its dependencies do not resolve", null)
            : new Preparation.Failed(
                VerdictKind.Inconclusive,
                $"its dependencies do not resolve without its own cargo configuration, which downloading must not see ({string.Join(", ", source.OwnSources)})",
                null);
    }

    private async Task<string> WorkspaceRootAsync(LegRequest request, PhaseLog log, CancellationToken cancellation)
    {
        var printed = new BoundedBuffer();
        var environment = LegEnvironment.Of(request, cargo.Toolchain, processes.CargoHome);
        var ended = await processes.FetchAsync(cargo.LocateWorkspace(request, environment), request.Directories, printed, cancellation);
        var lines = printed.ToString().Split('\n');
        if (ended.Exit.IsSuccess
            && lines.Select(RootManifest).FirstOrDefault(manifest => manifest is not null) is { } manifest
            && SourceFile.Within(request.Directories.Source, manifest) is not null)
            return Path.GetDirectoryName(manifest)!;

        foreach (var line in lines)
            log.WriteLine(line);
        return Path.GetDirectoryName(request.ManifestPath)!;
    }

    // {"root":"/…/Cargo.toml"}, among warnings.
    private static string? RootManifest(string line)
    {
        if (!line.StartsWith("{\"root\":", StringComparison.Ordinal))
            return null;

        using var document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty("root").GetString();
    }

    private async Task<ProcessResult> FetchAsync(
        LegRequest request, bool locked, PhaseLog log, CancellationToken cancellation, LegFindings? findings = null)
    {
        var environment = LegEnvironment.Of(request, cargo.Toolchain, processes.CargoHome).SetItems(NetworkEnvironment.Current);
        var command = locked ? cargo.Fetch(request, environment) : cargo.Resolve(request, environment);
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

    private static Observation Network(string message, PhaseLog log) => new()
    {
        Rule = "checkout-failed",
        Phase = Phase.Fetch,
        Class = FailureClass.Network,
        Subclass = "git",
        Evidence = new Evidence(log.Path, log.Lines, LineText.Printable(message)),
    };
}

/// <summary>What came of the preparation.</summary>
internal abstract record Preparation
{
    private Preparation()
    {
    }

    public sealed record Ready(PreparedSource Source) : Preparation;

    /// <param name="Reason">In words.</param>
    /// <param name="Observed">What the log says of it, where it says something known.</param>
    public sealed record Failed(VerdictKind Verdict, string Reason, Observation? Observed) : Preparation;
}
