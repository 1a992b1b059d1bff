using Matrix.Results;
using Matrix.Runner.Classification.Rules;
using Matrix.Runner.Configuration;
using Matrix.Runner.Crates;
using Matrix.Runner.Isolation;
using Matrix.Runner.Legs;
using Matrix.Runner.Machines;
using Matrix.Runner.Measuring;
using Matrix.Runner.Processes;
using Matrix.Runner.Progress;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Cli;

/// <summary>Puts a sweep together from settings and options, runs it, and tells how it went.</summary>
internal sealed class Sweep(Installation installation, SweepOptions options)
{
    private readonly Workbench workbench = new(installation, Say);

    public async Task<ExitCode> ExecuteAsync(CancellationToken cancellation)
    {
        var config = options.Config is { } named ? ConfigLoader.LoadNamed(named) : ConfigLoader.Load(installation.Config);
        var list = CratesListLoader.Load(options.List ?? config.List);
        var crates = Selection.Choose(list, options.Crates, options.Shard);
        var rules = RulesLoader.Load(installation.Rules);
        var toolchain = await workbench.ProvideToolchainAsync(ToolchainRequest.Of(options.Toolchain, config, options.MayInstall), cancellation);
        var isolation = await workbench.ChooseSandboxAsync(options.Isolation ?? config.Isolation, cancellation);
        if (isolation.Warning is { } warning)
            Say($"WARNING: {warning}");

        var scope = new SweepScope(config, list, crates, rules, toolchain, isolation);
        using var results = await OpenResultsAsync(scope, cancellation);
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

    private async Task<ExitCode> RunAsync(SweepScope scope, ResultsWriter results, CancellationToken cancellation)
    {
        var rules = scope.Rules.Rules;
        var earlier = options.Resume ? ResultsReader.Open(results.Paths.Root) : null;
        if (earlier is not null)
            JudgeAgain(earlier, results, scope.Rules);

        var share = new MachineShare(Environment.ProcessorCount);
        var mark = new FinishedMark(await Boot.IdAsync(workbench.Programs, cancellation));
        var settings = new CrateRunSettings
        {
            Results = results,
            Finished = new FinishedLegs(earlier is null ? null : new StoredLegs(earlier, rules), scope.Toolchain, mark),
            WorkDirectory = results.Paths.Absolute("work"),
            Limits = scope.Config.Limits,
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
        var run = new MatrixRun(new CrateRun(parts.Preparation, parts.LegRun, settings), results, share, progress);
        var summary = await run.ExecuteAsync(request, cancellation);
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

    private async Task<(SourcePreparation Preparation, LegRun LegRun, MeasuredBuilds Builds)> ComposeAsync(
        SweepScope scope, CrateRunSettings settings, FinishedMark mark, ISweepProgress progress, CancellationToken cancellation)
    {
        var (paths, rules) = (settings.Results.Paths, scope.Rules.Rules);
        var cache = Directory.CreateDirectory(scope.Config.Cache);
        var cargoHome = cache.CreateSubdirectory("cargo-home").FullName;
        var mirrors = cache.CreateSubdirectory("git").FullName;
        var recorder = await new RecorderCompiler(workbench.Programs, Path.Combine(cache.FullName, "recorder")).CompileAsync(scope.Toolchain, cancellation);

        var cargo = new CargoCommands(scope.Toolchain, scope.List.CargoConfig);
        var sandboxed = new SandboxedProcesses(workbench.Processes, scope.Isolation.Sandbox, cargoHome, scope.Readable);
        return (
            new SourcePreparation(new GitCheckout(workbench.Programs, mirrors), cargo, sandboxed, paths, rules),
            new LegRun(scope.Toolchain, cargo, sandboxed, new LegOutput(paths, progress, recorder, mark), rules),
            new MeasuredBuilds(scope.Toolchain, cargo, sandboxed, rules));
    }

    private async Task<ResultsWriter> OpenResultsAsync(SweepScope scope, CancellationToken cancellation)
    {
        var manifest = scope.Manifest(await Machine.DescribeAsync(workbench.Programs, cancellation), options);
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
