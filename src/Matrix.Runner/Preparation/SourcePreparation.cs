using System.Text.Json;
using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Crates.Checkout;
using Matrix.Runner.Crates.Settings;
using Matrix.Runner.Isolation;
using Matrix.Runner.Legs;
using Matrix.Runner.Legs.Logs;
using Matrix.Runner.Processes;
using Matrix.Runner.Rules;

namespace Matrix.Runner.Preparation;

/// <summary>Gets a crate ready for its legs: source, manifest, lock file, downloaded dependencies.</summary>
internal sealed class SourcePreparation(ISourceCheckout checkout, CargoCommands cargo, SandboxedProcesses processes, ResultsPaths results, RuleSet rules)
{
    private readonly FetchCommands commands = new(cargo);

    private readonly SourcePlacement placement = new(checkout);

    private readonly DependencyLock dependencies = new(cargo, processes, results, rules);

    public async Task<PreparationOutcome> PrepareAsync(PreparationRequest request, CancellationToken cancellation)
    {
        using var log = new PhaseLog(results, ResultsPaths.PrepareLog(request.Crate.Name.Value));
        return await PrepareAsync(request, log, cancellation);
    }

    public async Task<PreparationOutcome> PrepareAsync(PreparationRequest request, PhaseLog log, CancellationToken cancellation)
    {
        request.Directories.Create();
        try
        {
            var source = Placed(request, await placement.PlaceAsync(request.Crate, request.Directories.Source, cancellation), log);
            return HasManifest(request, out var missing)
                ? await SettleAsync(request, source, log, cancellation)
                : new PreparationOutcome.Failed(VerdictKind.Skipped, missing, null);
        }
        catch (CheckoutException error)
        {
            log.WriteLine(error.Message);
            var verdict = error.IsEnvironmental ? VerdictKind.Inconclusive : VerdictKind.Skipped;
            return new PreparationOutcome.Failed(
                verdict, $"its source cannot be had: {error.Message}", error.IsEnvironmental ? Network(error.Message, log) : null);
        }
    }

    private static PreparedSource Placed(PreparationRequest request, CheckedOut? placed, PhaseLog log)
    {
        var source = new PreparedSource(request.Directories.Source, request.Manifest, LockFileOrigin.None, null);
        if (placed is null)
            return source;

        foreach (var missing in placed.MissingSubmodules)
            log.WriteLine($"the submodule {missing.Path} could not be had: {missing.Why}");
        return source with { Commit = placed.Commit, Committed = placed.Committed, MissingSubmodules = [.. placed.MissingSubmodules.Select(missing => missing.Path)] };
    }

    private static bool HasManifest(PreparationRequest request, out string missing)
    {
        missing = $"there is no {request.Manifest} in its source ({request.Crate.Position})";
        return File.Exists(request.ManifestPath);
    }

    private async Task<PreparationOutcome> SettleAsync(PreparationRequest request, PreparedSource placed, PhaseLog log, CancellationToken cancellation)
    {
        var root = request.Directories.Source;
        var workspace = await WorkspaceRootAsync(request, log, cancellation);
        var settings = SourceSettings.Settle(root, Path.GetDirectoryName(request.ManifestPath)!, workspace);
        foreach (var key in settings.LeftOut)
            log.WriteLine($"left out: {key}");

        var lockFile = Path.Combine(workspace, "Cargo.lock");
        var source = placed with
        {
            Workspace = Path.GetRelativePath(root, workspace),
            LeftOut = settings.LeftOut,
            BackendOverrides = settings.BackendOverrides,
            OwnSources = settings.Sources,
        };
        var prepared = await dependencies.LockAsync(request, source, lockFile, log, cancellation);
        if (prepared is PreparationOutcome.Ready && Path.Exists(Path.Combine(root, ".git")))
            await checkout.HideChangesAsync(root, [.. settings.Edited, Path.GetRelativePath(root, lockFile)], cancellation);

        return prepared;
    }

    private async Task<string> WorkspaceRootAsync(PreparationRequest request, PhaseLog log, CancellationToken cancellation)
    {
        var printed = new BoundedBuffer();
        var environment = LegEnvironment.Of(request.Crate, request.Directories, cargo.Toolchain, processes.CargoHome);
        var ended = await processes.FetchAsync(commands.LocateWorkspace(request, environment), request.Directories, printed, cancellation);
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
internal abstract record PreparationOutcome
{
    private PreparationOutcome()
    {
    }

    public sealed record Ready(PreparedSource Source) : PreparationOutcome;

    /// <param name="Reason">In words.</param>
    /// <param name="Observed">What the log says of it, where it says something known.</param>
    public sealed record Failed(VerdictKind Verdict, string Reason, Observation? Observed) : PreparationOutcome;
}
