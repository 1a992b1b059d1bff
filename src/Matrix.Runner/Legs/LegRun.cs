using System.Collections.Immutable;
using System.Diagnostics;
using Matrix.Results;
using Matrix.Runner.Events;
using Matrix.Runner.Files;
using Matrix.Runner.Isolation;
using Matrix.Runner.Legs.Cargo;
using Matrix.Runner.Legs.Logs;
using Matrix.Runner.Legs.Tests;
using Matrix.Runner.Processes;
using Matrix.Runner.Rules;
using Matrix.Runner.RustcCache;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Legs;

/// <summary>One crate with one backend: fetch, build, test-build, test, doctest.</summary>
internal sealed class LegRun(Toolchain toolchain, CargoCommands cargo, SandboxedProcesses processes, LegOutput output, RuleSet rules)
{
    private readonly BackendSwitch backends = new(toolchain.Backends);

    public async Task<FinishedLeg> ExecuteAsync(LegRequest request, CancellationToken cancellation)
    {
        // An interrupted sweep left the leg half done: its records would run twice, and what it built would prove nothing.
        LegStamp.Remove(request.Directories);
        var leg = LegRecord.Start(request, new LegFindings(rules));
        Prepare(request);

        if (await BuildAsync(leg, PhasesOf(request.Leg.Workaround), cancellation))
        {
            StartState.Save(request.Directories);
            Witnesses.Save(request.Directories, leg.Findings.Built.Artifacts);
            var targets = new TestTargets(request, toolchain, leg.Findings);
            await TestAsync(leg, Phase.Test, targets.Executables(), cancellation);
            await TestAsync(leg, Phase.Doctest, targets.Doctests(), cancellation);
        }

        var finished = Finish(leg);
        output.Stamp.Set(request.Directories, finished.Result);
        return finished;
    }

    /// <summary>Builds again what did not build: from nothing, and with no other call of cargo before it.</summary>
    public async Task<FinishedLeg> RebuildAsync(LegRequest request, Phase failed, int attempt, CancellationToken cancellation)
    {
        var leg = LegRecord.Start(request with { Units = null }, new LegFindings(rules), attempt);
        CargoCommand compose = failed switch
        {
            Phase.Fetch => cargo.Fetch,
            Phase.Build => cargo.Build,
            _ => cargo.TestBuild,
        };
        Prepare(request);
        await BuildAsync(leg, [(failed, compose)], cancellation);
        return Finish(leg);
    }

    /// <summary>Runs some tests of a finished leg again.</summary>
    public async Task<FinishedLeg> RetestAsync(
        FinishedLeg first, IReadOnlyCollection<TestId> tests, int attempt, RunManner manner, CancellationToken cancellation)
    {
        var leg = LegRecord.StartAgain(first.Request, new LegFindings(rules), attempt, manner);
        Restore(first.Request);
        await AgainAsync(leg, first.Targets, tests, _ => manner, cancellation);
        return Finish(leg);
    }

    /// <summary>Runs some tests of a finished leg once more, and hears what the package's programs print that they start.</summary>
    public async Task<FinishedLeg> OverhearAsync(FinishedLeg first, IReadOnlyCollection<TestId> tests, int attempt, CancellationToken cancellation)
    {
        var leg = LegRecord.StartAgain(first.Request, new LegFindings(rules), attempt, RunManner.Overheard);
        Restore(first.Request);
        var witnesses = new Witnesses(output.StandIns.Witness, first.Request.Directories);
        using (witnesses.Place())
            await AgainAsync(leg, first.Targets, tests, _ => RunManner.Overheard, cancellation, witnesses);
        return Finish(leg);
    }

    /// <summary>Builds some tests of a finished leg with <c>panic=abort</c>, and runs them: what still fails does not fail for want of unwinding.</summary>
    /// <param name="mannerOf">How a test is run: as it fails.</param>
    public async Task<FinishedLeg> ControlAsync(
        FinishedLeg first, IReadOnlyCollection<TestId> tests, Func<TestId, RunManner> mannerOf, CancellationToken cancellation)
    {
        var request = first.Request with
        {
            Leg = first.Request.Leg with { Panic = PanicStrategy.Abort },
            Directories = first.Request.Directories.OfControl,
            OnlyTargets = [.. tests.Select(test => test.Target).Distinct()],
        };
        var leg = LegRecord.Start(request, new LegFindings(rules));
        FolderRemoval.Remove(request.Directories.Records);   // of an interrupted start
        Directory.CreateDirectory(request.Directories.Records);
        output.StandIns.Place(request.Directories, toolchain, request.CompilerWords);

        // What does not start clean decides nothing.
        if (Restore(request).Count == 0 && await BuildAsync(leg, [(Phase.TestBuild, cargo.TestBuild)], cancellation))
        {
            var targets = new TestTargets(request, toolchain, leg.Findings);
            await AgainAsync(leg, [.. targets.Executables(), .. targets.Doctests()], tests, mannerOf, cancellation);
        }

        return Finish(leg);
    }

    // A user makes one call of cargo. The first of ours says apart what does not build at all; where the second is refused because of it, it is left out.
    private IEnumerable<(Phase Phase, CargoCommand Compose)> PhasesOf(Workaround workaround) => workaround == Workaround.InOneCall
        ? [(Phase.Fetch, cargo.Fetch), (Phase.TestBuild, cargo.TestBuild)]
        : [(Phase.Fetch, cargo.Fetch), (Phase.Build, cargo.Build), (Phase.TestBuild, cargo.TestBuild)];

    private static IReadOnlyList<string> Restore(LegRequest request) => StartState.Restore(request.Directories, request.Source.Root);

    private FinishedLeg Finish(LegRecord leg)
    {
        output.Progress.Report(new SweepEvent.LegFinished(leg.Request.Crate.Name, leg.Request.Leg));
        return leg.Finish(toolchain, output.Results);
    }

    private void Prepare(LegRequest request)
    {
        request.Directories.Create();
        FolderCopy.Copy(request.Source.Root, request.Directories.Source);
        output.StandIns.Place(request.Directories, toolchain, request.CompilerWords);
        Directory.CreateDirectory(request.Directories.Configuration);
        File.WriteAllText(Path.Combine(request.Directories.Configuration, "config.toml"), backends.ConfigurationOf(request.Leg.Backend));
    }

    private async Task<bool> BuildAsync(LegRecord leg, IEnumerable<(Phase Phase, CargoCommand Compose)> phases, CancellationToken cancellation)
    {
        await using var calls = UnitSocket.Open(leg.Request.Directories.Root, leg.Request.Units, new TargetsLeftOut(leg.Findings).Answer);
        foreach (var (phase, compose) in phases)
        {
            if (!await CargoAsync(leg, phase, compose, cancellation))
                return false;
        }

        return true;
    }

    private async Task<bool> CargoAsync(LegRecord leg, Phase phase, CargoCommand compose, CancellationToken cancellation)
    {
        var request = leg.Request;
        output.Progress.Report(new SweepEvent.PhaseStarted(request.Crate.Name, request.Leg, phase));
        var command = compose(request, LegEnvironment.Of(request.Crate, request.Directories, toolchain, processes.CargoHome).SetItems(backends.EnvironmentOf(request.Leg.Backend)));

        using var log = leg.OpenLog(output.Results, phase);
        log.WriteLine($"$ {string.Join(' ', command.CommandLine)}");
        var printed = new CargoOutput(log, phase, leg.Findings);
        var lines = new LineSplitter(printed.OnLine);
        var ended = phase == Phase.Fetch
            ? await processes.FetchAsync(command, request.Directories, lines, cancellation)
            : await processes.RunAsync(command, request.Directories, lines, cancellation);
        lines.Complete();
        printed.Complete();
        if (!ended.Exit.IsSuccess || leg.Findings.Built.Unbuilt.Count > 0)
            printed.Add(new LinkNames(request.Directories).Marked([.. leg.Findings.LinesOf(phase, LinkNames.Rule)]));
        leg.AddUnbuilt(phase, log);
        var evidence = log.Say($"==> {ended.Exit}");
        if (!ended.Exit.IsSuccess)
            leg.Findings.AddError(new BuildError(phase, evidence));
        leg.Add(phase, log, ended, command.CommandLine);
        return ended.Exit.IsSuccess;
    }

    private async Task TestAsync(LegRecord leg, Phase phase, IReadOnlyList<TestTarget> targets, CancellationToken cancellation)
    {
        if (targets.Count == 0)
            return;

        output.Progress.Report(new SweepEvent.PhaseStarted(leg.Request.Crate.Name, leg.Request.Leg, phase));
        var clock = Stopwatch.StartNew();
        using var log = leg.OpenLog(output.Results, phase);
        var tests = new TestRun(processes, leg.Request, leg.Findings, () => Restore(leg.Request));
        foreach (var target in targets)
            leg.Add(target, await tests.RunAsync(target, log, phase, cancellation));
        leg.AddTestPhase(phase, log, clock.Elapsed);
    }

    private async Task AgainAsync(
        LegRecord leg, IReadOnlyList<TestTarget> targets, IReadOnlyCollection<TestId> tests, Func<TestId, RunManner> mannerOf, CancellationToken cancellation,
        Witnesses? witnesses = null)
    {
        foreach (var phase in new[] { Phase.Test, Phase.Doctest })
        {
            var wanted = targets
                .Where(target => (target.Harness == TestHarness.Doctest) == (phase == Phase.Doctest))
                .SelectMany(target => tests.Where(target.Has).GroupBy(mannerOf, test => test.Name, (manner, names) => new Again(target, manner, [.. names])))
                .ToList();
            await AgainAsync(leg, phase, wanted, witnesses, cancellation);
        }
    }

    private async Task AgainAsync(LegRecord leg, Phase phase, IReadOnlyList<Again> wanted, Witnesses? witnesses, CancellationToken cancellation)
    {
        if (wanted.Count == 0)
            return;

        output.Progress.Report(new SweepEvent.PhaseStarted(leg.Request.Crate.Name, leg.Request.Leg, phase));
        var clock = Stopwatch.StartNew();
        using var log = leg.OpenLog(output.Results, phase);
        var tests = new TestRun(processes, leg.Request, leg.Findings, () => Restore(leg.Request)) { Witnesses = witnesses };
        foreach (var (target, manner, names) in wanted)
        {
            leg.Add(target, manner switch
            {
                RunManner.Together => await tests.RunTogetherAsync(target, names, log, phase, cancellation),
                RunManner.AsCargo => await tests.RunAsCargoAsync(target, names, log, phase, cancellation),
                _ => await tests.RunAgainAsync(target, names, log, phase, cancellation),
            });
        }

        leg.AddTestPhase(phase, log, clock.Elapsed);
    }

    private sealed record Again(TestTarget Target, RunManner Manner, List<string> Tests);

    private delegate CommandSpec CargoCommand(
        LegRequest request, System.Collections.Immutable.ImmutableSortedDictionary<string, string> environment);
}

/// <summary>Where legs write to, and what they report to.</summary>
internal sealed record LegOutput(ResultsPaths Results, ISweepProgress Progress, StandIns StandIns, LegStamp Stamp);

/// <summary>
/// Lets cargo go on without a target of the package that does not compile and that no other is linked with: a test, an example, a benchmark,
/// a program, the library's own tests. Something that cannot run takes its place. From any thread.
/// </summary>
internal sealed class TargetsLeftOut(LegFindings findings)
{
    /// <returns>Null where the call is none of such a target.</returns>
    public ShimAnswer? Answer(ShimCall call)
    {
        var unit = RustcInvocation.Of(call);
        if (call.Ended is null)
            findings.Add(unit);
        if (!unit.IsLeaf || unit.OutDirectory is not { } folder)
            return null;
        if (call.Ended is null)
            return new ShimAnswer.TryIt();

        findings.Built.AddFailed(unit, call.Ended);
        return new ShimAnswer.Take(folder, ImmutableSortedDictionary<string, string>.Empty, PlaceholderOf(unit, folder), "");
    }

    private static ImmutableSortedDictionary<string, string> PlaceholderOf(RustcInvocation unit, string folder) =>
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
        [
            KeyValuePair.Create(unit.FileName, "this target did not compile\n"),
            KeyValuePair.Create($"{unit.FileName}.d", $"{Path.Combine(folder, unit.FileName)}: {unit.Source}\n\n{unit.Source}:\n"),
        ]);
}
