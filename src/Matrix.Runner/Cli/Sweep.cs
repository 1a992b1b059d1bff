using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.CarryOver;
using Matrix.Runner.Classification.Rules;
using Matrix.Runner.Configuration;
using Matrix.Runner.Crates;
using Matrix.Runner.Isolation;
using Matrix.Runner.Legs;
using Matrix.Runner.Machines;
using Matrix.Runner.Measuring;
using Matrix.Runner.Planning;
using Matrix.Runner.Processes;
using Matrix.Runner.Progress;
using Matrix.Runner.Toolchains;
using Matrix.Runner.Units;

namespace Matrix.Runner.Cli;

/// <summary>Puts a sweep together from settings and options, runs it, and tells how it went.</summary>
internal sealed class Sweep(Installation installation, SweepOptions options)
{
    private readonly Workbench workbench = new(installation, Say);

    public async Task<ExitCode> ExecuteAsync(CancellationToken cancellation)
    {
        var config = options.Config is { } named ? ConfigLoader.LoadNamed(named) : ConfigLoader.Load(installation.Config);
        var list = CratesListLoader.Load(options.List ?? config.List);
        var platform = await Machine.DescribeAsync(workbench.Programs, cancellation);
        var chosen = Crates(list, platform);
        var rules = RulesLoader.Load(installation.Rules);
        var toolchain = await workbench.ProvideToolchainAsync(ToolchainRequest.Of(options.Toolchain, config, options.MayInstall), cancellation);
        var isolation = await workbench.ChooseSandboxAsync(options.Isolation ?? config.Isolation, cancellation);
        if (isolation.Warning is { } warning)
            Say($"WARNING: {warning}");

        var scope = new SweepScope(config, list, chosen.Crates, rules, toolchain, isolation) { Plan = chosen.Plan };
        using var results = OpenResults(scope, platform);
        TellDirectory(results.Paths.Root);
        try
        {
            return await RunAsync(scope, results, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Say($"stopped; the same command with --out {results.Paths.Root} --resume goes on");
            throw;
        }
    }

    private (ImmutableArray<CrateEntry> Crates, PlanRecord? Plan) Crates(CratesList list, PlatformRecord platform)
    {
        if (options.Plan is null)
            return (Selection.Choose(list, options.Crates, options.Shard), null);

        if (options.Shard is not { } shard || options.Crates.Count > 0)
            throw new MatrixException(ExitCode.Usage, "--plan says which crates a shard has", "give --shard K/N beside it, and no --crate");

        var plan = PlanFile.Read(options.Plan);
        return (Selection.InOrder(list, plan.CratesOf(shard, platform.Name, list)), plan.Record());
    }

    private async Task<ExitCode> RunAsync(SweepScope scope, ResultsWriter results, CancellationToken cancellation)
    {
        var rules = scope.Rules.Rules;
        var earlier = options.Resume ? ResultsReader.Open(results.Paths.Root) : null;
        if (earlier is not null)
            JudgeAgain(earlier, results, scope.Rules);

        using var share = new MachineShare(Environment.ProcessorCount);
        var mark = new FinishedMark(await Boot.IdAsync(workbench.Programs, cancellation));
        var settings = new CrateRunSettings
        {
            Results = results,
            Finished = new FinishedLegs(earlier is null ? null : new StoredLegs(earlier, rules), scope.Toolchain, mark),
            WorkDirectory = results.Paths.Absolute(ResultsPaths.Work),
            Limits = scope.Config.Limits,
            MemoryAlone = scope.Config.MemoryAlone(results.Manifest.Platform.MemoryBytes),
            Confirmation = scope.Config.Confirmation,
            Share = share,
            Host = scope.Toolchain.Host,
            KeepWork = options.KeepWork,
        };

        using var progress = ProgressOutput.Choose();
        var parts = await ComposeAsync(scope, settings, mark, progress, cancellation);
        var probe = new Probe(parts.Preparation, parts.LegRun);
        Say("probe: building and running the probe crate with both backends");
        var answers = await probe.ExecuteAsync(new CrateWorkspace(Probe.Crate(installation.ProbeCrate), settings), cancellation);
        results.Save(results.Manifest with { Probe = answers });
        Say($"probe: {Describe(answers)}");

        var request = new SweepRequest(scope.Crates, results.Manifest.Settings.Jobs, scope.Now(results.Manifest.Platform), [.. earlier?.Verdicts() ?? []])
        {
            MissingPackages = await SystemPackages.MissingAsync(
                [.. scope.Crates.SelectMany(crate => crate.Needs).Distinct()], workbench.Programs, cancellation),
        };
        var store = LegStore(scope, results);
        var reusing = settings with { Units = parts.Units, Carried = store is null ? null : Carry(scope, store, results) };
        var run = new MatrixRun(new CrateRun(parts.Preparation, parts.LegRun, reusing), results, share, progress);
        var summary = await run.ExecuteAsync(request, cancellation);
        results.Save(results.Manifest with { Reuse = summary.Reuse(parts.Units) });
        store?.Trim();
        if (!options.KeepWork)
            parts.Units?.Remove();
        SummaryTable.Print(summary, results.Paths.Root);
        Review(scope, results, progress);
        if (options.Measure is { } rounds)
        {
            var measurement = new CrateMeasurement(parts.Preparation, parts.Builds, settings, progress);
            await new MeasureRun(measurement, results, progress).ExecuteAsync(scope.Crates, rounds, cancellation);
        }

        return summary.ExitCode;
    }

    private void Review(SweepScope scope, ResultsWriter results, IProgressOutput progress)
    {
        try
        {
            var upkeep = new ListUpkeep(installation, new UpkeepOptions { Results = results.Paths.Root, List = scope.List.Path });
            progress.Report(upkeep.Review());
        }
        catch (MatrixException error)
        {
            // Somebody works on the list meanwhile: that is no reason to call the sweep a failure.
            Say($"WARNING: what came cannot be held against the list: {error.Message}");
        }
    }

    private async Task<(SourcePreparation Preparation, LegRun LegRun, MeasuredBuilds Builds, SharedUnits? Units)> ComposeAsync(
        SweepScope scope, CrateRunSettings settings, FinishedMark mark, ISweepProgress progress, CancellationToken cancellation)
    {
        var (paths, rules) = (settings.Results.Paths, scope.Rules.Rules);
        var cache = Directory.CreateDirectory(scope.Config.Cache);
        var cargoHome = cache.CreateSubdirectory("cargo-home").FullName;
        var mirrors = cache.CreateSubdirectory("git").FullName;
        var compiler = new StandInCompiler(workbench.Programs, Path.Combine(cache.FullName, "stand-ins"));
        var recorder = await compiler.CompileAsync(scope.Toolchain, Recorder.SourcePath, cancellation);
        var relay = await compiler.CompileAsync(scope.Toolchain, Relay.SourcePath, cancellation);

        var cargo = new CargoCommands(scope.Toolchain, scope.List.CargoConfig);
        var store = scope.SharesUnits ? UnitStore.Create(paths.Absolute($"{ResultsPaths.Work}/.units"), scope.Config.Reuse.UnitBytes) : null;
        var sandboxed = new SandboxedProcesses(
            workbench.Processes, scope.Isolation.Sandbox, cargoHome, store is null ? scope.Readable : [.. scope.Readable, store.Folder])
        {
            Hidden = [paths.Root, cache.FullName],
        };
        return (
            new SourcePreparation(new GitCheckout(workbench.Programs, mirrors), cargo, sandboxed, paths, rules),
            new LegRun(scope.Toolchain, cargo, sandboxed, new LegOutput(paths, progress, recorder, mark), rules),
            new MeasuredBuilds(scope.Toolchain, cargo, sandboxed, rules),
            store is null ? null : Share(scope, store, sandboxed, relay, cancellation));
    }

    private static LegStore? LegStore(SweepScope scope, ResultsWriter results) => scope.Config.Reuse.LegBytes > 0
        ? new LegStore(Path.Combine(scope.Config.Cache, "legs"), scope.Config.Reuse.LegBytes, results.Manifest.Start)
        : null;

    private CarriedLegs Carry(SweepScope scope, LegStore store, ResultsWriter results)
    {
        var today = DateOnly.FromDateTime(results.Manifest.Start.UtcDateTime);
        var stored = new StoredLegs(ResultsReader.Open(results.Paths.Root), scope.Rules.Rules);
        return new CarriedLegs(store, scope.LegInputs(results.Manifest.Platform), results.Paths, stored)
        {
            Reruns = options.Fresh ? null : new Reruns(scope.Config.Reuse.RerunWeeks, today),
        };
    }

    private static SharedUnits Share(SweepScope scope, UnitStore store, SandboxedProcesses processes, string relay, CancellationToken cancellation)
    {
        var compiler = new UnitCompiler(scope.Toolchain.Rustc, processes, scope.Config.Limits with { Time = scope.Config.Limits.Idle / 2 });
        return new SharedUnits(store, compiler, scope.Toolchain, (relay, Path.GetDirectoryName(store.Folder)!), cancellation);
    }

    private ResultsWriter OpenResults(SweepScope scope, PlatformRecord platform)
    {
        var manifest = scope.Manifest(platform, options);
        if (!options.Resume)
            return ResultsWriter.Create(options.Out ?? DefaultDirectory(scope.List), manifest);

        var directory = options.Out
            ?? throw new MatrixException(ExitCode.Usage, "--resume needs to know which sweep to finish", "name its directory with --out");
        return ResultsWriter.IsUnbegun(directory)
            ? ResultsWriter.Create(directory, manifest)
            : ResultsWriter.Resume(directory, earlier => scope.GoingOn(earlier, manifest, directory));
    }

    // One sweep is judged by one set of rules.
    private static void JudgeAgain(ResultsReader earlier, ResultsWriter results, LoadedRules rules)
    {
        if (results.Manifest.RulesSha256 == rules.Sha256)
            return;

        var crates = new ClassifyRun(earlier, rules.Rules).Execute(CancellationToken.None);
        results.Replace(crates.Select(crate => crate.After), crates.SelectMany(crate => crate.Ledger), rules.Sha256);
        Say($"the rules have changed since: {crates.Count} crates judged again from their logs, {crates.Count(crate => crate.HasChanged)} changed");
    }

    private static string DefaultDirectory(CratesList list) =>
        Path.Combine("results", $"{DateTime.UtcNow:yyyyMMdd-HHmmss}-{Path.GetFileNameWithoutExtension(list.Path)}");

    // The script that makes the report afterwards has to know where the results are.
    private static void TellDirectory(string directory)
    {
        Say($"results: {directory}");
        if (Environment.GetEnvironmentVariable("MATRIX_RESULTS_TO") is { Length: > 0 } file)
            File.WriteAllText(file, directory);
    }

    private static string Describe(ProbeRecord probe) =>
        $"the backend loads; catch_unwind {(probe.CatchUnwindCatches switch { true => "catches", false => "does not catch", null => "gave no answer" })}; "
        + $"an unsupported intrinsic: {probe.UnsupportedIntrinsic}";

    private static void Say(string line) => Console.Error.WriteLine(line);
}
