using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Configuration;
using Matrix.Runner.Crates;
using Matrix.Runner.Crates.Settings;
using Matrix.Runner.Isolation;
using Matrix.Runner.Machines;
using Matrix.Runner.Measuring;
using Matrix.Runner.Planning;
using Matrix.Runner.Progress;
using Matrix.Runner.Rules.Loading;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Cli;

/// <summary>Puts a sweep together from settings and options, runs it, and tells how it went.</summary>
internal sealed class Sweeper(CheckoutPaths checkout, SweepOptions options)
{
    private readonly HostTools host = new(checkout, Say);

    public async Task<ExitCode> ExecuteAsync(CancellationToken cancellation)
    {
        var config = options.Config is { } named ? ConfigLoader.LoadNamed(named) : ConfigLoader.Load(checkout.Config);
        var list = CratesListLoader.Load(options.List ?? config.List);
        var places = NamedPlaces.In(list.CargoConfig);
        var machine = await Machine.DescribeAsync(host.Programs, cancellation);
        var chosen = Crates(list, machine);
        var rules = RulesLoader.Load(checkout.Rules);
        var mode = options.Isolation ?? config.Isolation;
        await host.Needed.RequireAsync(withSandbox: mode is IsolationMode.Auto or IsolationMode.Bubblewrap, options.MayInstall, cancellation);
        var candidate = config.Backends.Candidate(options.Backend);
        var toolchain = Compared(await host.ProvideToolchainAsync(ToolchainRequest.Of(options.Toolchain, config, options.MayInstall), cancellation), config.Backends, candidate);
        var platform = machine with { TargetFeatures = await Machine.TargetFeaturesAsync(host.Programs, toolchain.Rustc, cancellation) };
        var isolation = await host.ChooseSandboxAsync(mode, cancellation);
        if (isolation.Warning is { } warning)
            Say($"WARNING: {warning}");

        // What the list expects, it expects of Cranelift.
        var crates = options.IsAgainstItself ? [.. chosen.Crates.Select(crate => crate with { Expectations = [] })] : chosen.Crates;
        var setup = new SweepSetup(config, list, crates, rules, toolchain, isolation, options) { Plan = chosen.Plan, Named = places };
        using var results = OpenResults(setup, platform);
        TellDirectory(results.Paths.Root);
        try
        {
            return await RunAsync(setup, results, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Say($"stopped; the same command with --out {results.Paths.Root} --resume goes on");
            throw;
        }
    }

    private Toolchain Compared(Toolchain found, BackendChoice backends, BackendConfig candidate)
    {
        var toolchain = found.With(backends.Of(backends.Baseline), candidate);
        return options.IsAgainstItself ? toolchain with { Backends = [toolchain.Baseline, toolchain.Baseline.Again()] } : toolchain;
    }

    private (ImmutableArray<CrateEntry> Crates, PlanRecord? Plan) Crates(CratesList list, PlatformRecord platform)
    {
        if (options.Plan is null)
            return (Selection.Choose(list, options.Crates, options.Shard), null);

        if (options.Shard is not { } shard || options.Crates.Count > 0)
            throw new MatrixException(ExitCode.Usage, "--plan needs --shard, and excludes --crate", "name the shard with --shard K/N; the plan says which crates it has");

        var plan = PlanFile.Read(options.Plan);
        return (Selection.InOrder(list, plan.CratesOf(shard, platform.Name, list)), plan.Record());
    }

    private async Task<ExitCode> RunAsync(SweepSetup setup, ResultsWriter results, CancellationToken cancellation)
    {
        var earlier = options.Resume ? ResultsReader.Open(results.Paths.Root) : null;
        if (earlier is not null)
            JudgeAgain(earlier, results, setup.Rules);

        using var progress = ProgressOutput.Choose();
        using var parts = await SweepParts.ComposeAsync(host, setup, results, (earlier, progress), cancellation);
        await ProbeAsync(parts, setup.Backends, results, cancellation);
        var run = new MatrixRun(new CrateRun(parts.Preparation, parts.LegRun, parts.Settings), results, parts.Settings.Slots, progress);
        var summary = await run.ExecuteAsync(await RequestAsync(setup, results, earlier, cancellation), cancellation);
        results.Save(results.Manifest with { Reuse = summary.Reuse(parts.Settings.Units) });
        SummaryTable.Print(summary, results.Paths.Root);
        if (!options.IsAgainstItself)
            Review(setup, results, progress);
        if (options.Measure is { } rounds)
        {
            var measurement = new CrateMeasurement(parts.Preparation, parts.Builds, parts.Settings, progress);
            await new MeasureRun(measurement, results, progress).ExecuteAsync(setup.Crates, rounds, cancellation);
        }

        parts.RemoveWhatIsNotNeeded();
        return options.IsAgainstItself ? TellNoise(summary) : summary.ExitCode;
    }

    private static ExitCode TellNoise(SweepSummary summary)
    {
        var accused = summary.Accused;
        Say($"A/A sweep: LLVM against LLVM accuses {accused.Count} of {summary.Verdicts.Count} crates{(accused.Count == 0 ? "" : $": {string.Join(", ", accused)}")}");
        return accused.Count > 0 ? ExitCode.Regressed : summary.ExitCode;
    }

    private async Task ProbeAsync(SweepParts parts, IReadOnlyList<Backend> backends, ResultsWriter results, CancellationToken cancellation)
    {
        Say("probe: building and running the probe crate with both backends");
        var workspace = new CrateWorkspace(Probe.Crate(checkout.ProbeCrate), parts.Settings with { Units = null });
        var (answers, version) = await new Probe(parts.Preparation, parts.LegRun, backends).ExecuteAsync(workspace, cancellation);
        results.Save(results.Manifest with { Backends = [results.Manifest.Baseline, .. results.Manifest.Candidates.Select(candidate => candidate with { Probe = answers, Version = version })] });
        Say($"probe: {Describe(answers)}");
    }

    private async Task<SweepRequest> RequestAsync(SweepSetup setup, ResultsWriter results, ResultsReader? earlier, CancellationToken cancellation) =>
        new(setup.Crates, results.Manifest.Settings.Jobs, setup.Now(results.Manifest.Platform), [.. earlier?.Verdicts() ?? []])
        {
            MissingPackages = await SystemPackages.MissingAsync(
                [.. setup.Crates.SelectMany(crate => crate.Needs).Distinct()], host.Programs, cancellation),
        };

    private void Review(SweepSetup setup, ResultsWriter results, IProgressOutput progress)
    {
        try
        {
            var review = new ExpectationsReview(checkout, new ExpectationsOptions { Results = results.Paths.Root, List = setup.List.Path });
            progress.Report(review.Review());
        }
        catch (MatrixException error)
        {
            // Somebody works on the list meanwhile: that is no reason to call the sweep a failure.
            Say($"WARNING: the results cannot be compared with the list: {error.Message}");
        }
    }

    private ResultsWriter OpenResults(SweepSetup setup, PlatformRecord platform)
    {
        var manifest = setup.Manifest(platform);
        if (!options.Resume)
            return ResultsWriter.Create(options.Out ?? DefaultDirectory(setup.List), manifest);

        var directory = options.Out
            ?? throw new MatrixException(ExitCode.Usage, "--resume needs to know which sweep to finish", "name its directory with --out");
        return ResultsWriter.IsUnbegun(directory)
            ? ResultsWriter.Create(directory, manifest)
            : ResultsWriter.Resume(directory, earlier => new ResumeCheck(setup).GoOn(earlier, manifest, directory));
    }

    // One sweep is judged by one set of rules.
    private static void JudgeAgain(ResultsReader earlier, ResultsWriter results, LoadedRules rules)
    {
        if (results.Manifest.RulesSha256 == rules.Sha256)
            return;

        var crates = new ClassifyRun(earlier, rules).Execute(CancellationToken.None);
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
