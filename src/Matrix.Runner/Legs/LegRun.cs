using System.Diagnostics;
using Matrix.Results;
using Matrix.Runner.Classification.Rules;
using Matrix.Runner.Processes;
using Matrix.Runner.Progress;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Legs;

/// <summary>One crate with one backend: fetch, build, test-build, test, doctest.</summary>
internal sealed class LegRun(Toolchain toolchain, CargoCommands cargo, SandboxedProcesses processes, LegOutput output, RuleSet rules)
{
    public async Task<FinishedLeg> ExecuteAsync(LegRequest request, CancellationToken cancellation)
    {
        var leg = LegRecord.Start(request, new LegFindings(rules));
        Prepare(request);

        if (await BuildAsync(leg, [(Phase.Fetch, cargo.Fetch), (Phase.Build, cargo.Build), (Phase.TestBuild, cargo.TestBuild)], cancellation))
        {
            await TestAsync(leg, Phase.Test, TestTargets.Executables(request.Directories, toolchain, leg.Findings), cancellation);
            await TestAsync(leg, Phase.Doctest, TestTargets.Doctests(request.Directories, toolchain), cancellation);
        }

        var finished = Finish(leg);
        output.Mark.Set(request.Directories, finished.Result);
        return finished;
    }

    /// <summary>Builds again what did not build, in the same folders; from nothing where it had not compiled all itself.</summary>
    public async Task<FinishedLeg> RebuildAsync(LegRequest request, Phase failed, int attempt, CancellationToken cancellation)
    {
        if (request.Units is { Taken: > 0 })
            request.Directories.EmptyTarget();

        var leg = LegRecord.Start(request with { Units = null }, new LegFindings(rules), attempt);
        CargoCommand compose = failed switch
        {
            Phase.Fetch => cargo.Fetch,
            Phase.Build => cargo.Build,
            _ => cargo.TestBuild,
        };
        await BuildAsync(leg, [(failed, compose)], cancellation);
        return Finish(leg);
    }

    /// <summary>Runs some tests of a finished leg again, each by itself and with its output seen.</summary>
    public async Task<FinishedLeg> RetestAsync(FinishedLeg first, IReadOnlyCollection<TestId> tests, int attempt, CancellationToken cancellation)
    {
        var leg = LegRecord.Start(first.Request, new LegFindings(rules), attempt);
        await RetestAsync(leg, first.Targets, tests, cancellation);
        return Finish(leg);
    }

    /// <summary>Builds some tests of a finished leg with <c>panic=abort</c>, and runs each by itself: what still fails does not fail for want of unwinding.</summary>
    public async Task<FinishedLeg> ControlAsync(FinishedLeg first, IReadOnlyCollection<TestId> tests, CancellationToken cancellation)
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
        Recorder.Place(output.CompiledRecorder, request.Directories.Records);
        if (await BuildAsync(leg, [(Phase.TestBuild, cargo.TestBuild)], cancellation))
        {
            var executables = TestTargets.Executables(request.Directories, toolchain, leg.Findings);
            await RetestAsync(leg, [.. executables, .. TestTargets.Doctests(request.Directories, toolchain)], tests, cancellation);
        }

        return Finish(leg);
    }

    private FinishedLeg Finish(LegRecord leg)
    {
        output.Progress.Report(new SweepEvent.LegFinished(leg.Request.Crate.Name, leg.Request.Leg));
        return leg.Finish(toolchain, output.Results);
    }

    private void Prepare(LegRequest request)
    {
        // An interrupted sweep left the leg half done: its records would run twice, and what it built would prove nothing.
        FinishedMark.Remove(request.Directories);
        request.Directories.Create();
        FolderCopy.Copy(request.Source.Root, request.Directories.Source);
        Recorder.Place(output.CompiledRecorder, request.Directories.Records);
    }

    private async Task<bool> BuildAsync(LegRecord leg, IEnumerable<(Phase Phase, CargoCommand Compose)> phases, CancellationToken cancellation)
    {
        await using var units = leg.Request.Units?.Open();
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
        var command = compose(request, LegEnvironment.Of(request, toolchain, processes.CargoHome));

        using var log = leg.OpenLog(output.Results, phase);
        log.WriteLine($"$ {string.Join(' ', command.CommandLine)}");
        var printed = new CargoOutput(log, phase, leg.Findings);
        var lines = new LineSplitter(printed.OnLine);
        var ended = phase == Phase.Fetch
            ? await processes.FetchAsync(command, request.Directories, lines, cancellation)
            : await processes.RunAsync(command, request.Directories, lines, cancellation);
        lines.Complete();
        printed.Complete();
        if (!ended.Exit.IsSuccess)
            printed.Add(new LinkNames(request.Directories).Marked([.. leg.Findings.LinesOf(phase, LinkNames.Rule)]));
        var end = $"==> {ended.Exit}";
        var evidence = new Evidence(log.Path, log.WriteLine(end), end);
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
        var tests = new TestRun(processes, leg.Request, leg.Findings);
        foreach (var target in targets)
            leg.Add(target, await tests.RunAsync(target, log, phase, cancellation));
        leg.AddTestPhase(phase, log, clock.Elapsed);
    }

    private async Task RetestAsync(
        LegRecord leg, IReadOnlyList<TestTarget> targets, IReadOnlyCollection<TestId> tests, CancellationToken cancellation)
    {
        foreach (var phase in new[] { Phase.Test, Phase.Doctest })
        {
            var ofPhase = targets.Where(target => (target.Harness == TestHarness.Doctest) == (phase == Phase.Doctest));
            var wanted = ofPhase.Select(target => (target, Names: tests.Where(test => test.Target == target.Name).Select(test => test.Name).ToList()));
            await RetestAsync(leg, phase, [.. wanted.Where(pair => pair.Names.Count > 0)], cancellation);
        }
    }

    private async Task RetestAsync(
        LegRecord leg, Phase phase, IReadOnlyList<(TestTarget Target, List<string> Names)> wanted, CancellationToken cancellation)
    {
        if (wanted.Count == 0)
            return;

        output.Progress.Report(new SweepEvent.PhaseStarted(leg.Request.Crate.Name, leg.Request.Leg, phase));
        var clock = Stopwatch.StartNew();
        using var log = leg.OpenLog(output.Results, phase);
        var tests = new TestRun(processes, leg.Request, leg.Findings);
        foreach (var (target, names) in wanted)
            leg.Add(target, await tests.RunAgainAsync(target, names, log, phase, cancellation));
        leg.AddTestPhase(phase, log, clock.Elapsed);
    }

    private delegate CommandSpec CargoCommand(
        LegRequest request, System.Collections.Immutable.ImmutableSortedDictionary<string, string> environment);
}

/// <summary>Where legs write to, and what they report to.</summary>
/// <param name="CompiledRecorder">Path of the recorder, compiled with the toolchain under test.</param>
internal sealed record LegOutput(ResultsPaths Results, ISweepProgress Progress, string CompiledRecorder, FinishedMark Mark);
