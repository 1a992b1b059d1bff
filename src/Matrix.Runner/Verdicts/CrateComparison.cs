using Matrix.Results;
using Matrix.Runner.Configuration;
using Matrix.Runner.Legs;
using Matrix.Runner.Legs.Tests;

namespace Matrix.Runner.Verdicts;

/// <summary>All that was run for a crate and is compared: both legs, what was repeated of each, and what was controlled.</summary>
internal sealed record CrateComparison(BackendRuns Baseline, BackendRuns Candidate)
{
    /// <summary>For people.</summary>
    public string CandidateName { get => field ?? Candidate.Leg.Result.Leg.Backend.DefaultTitle; init; }

    /// <summary>For people.</summary>
    public string BaselineName { get => field ?? Baseline.Leg.Result.Leg.Backend.DefaultTitle; init; }

    /// <summary>What a test says of the machine on one side, without what it says on the other too, where it passes.</summary>
    public IEnumerable<Observation> AgainstTheMachine(BackendRuns side, TestId test)
    {
        var other = ReferenceEquals(side, Baseline) ? Candidate : Baseline;
        var innocent = other.OutcomesOf(test).All(outcome => outcome == TestOutcome.Passed)
            ? other.Observations.Where(seen => seen.Test == test).Select(seen => seen.Rule).ToHashSet()
            : [];
        return side.Observations.Where(seen => seen.Test == test && seen.Class.Owner() == FailureOwner.Environment && !innocent.Contains(seen.Rule));
    }

    /// <summary>Tests that only Cranelift fails: what control legs can tell something of.</summary>
    public IReadOnlyList<TestId> ToControl => Baseline.DidNotBuild || Candidate.DidNotBuild ? [] : TestComparison.Of(this).OnlyCandidateFails;

    /// <summary>A side lacks the target: what the other says of its tests has nothing to be compared with.</summary>
    public bool IsLeftOut(TestId test)
    {
        var whole = test with { Name = test.Target };
        return Baseline.Lacks(whole) || Candidate.Lacks(whole);
    }

    /// <summary>Where a side has to be built again to see whether a target does not compile that the other side has; null: nowhere.</summary>
    public Phase? ToRebuild(BackendRuns side)
    {
        var other = ReferenceEquals(side, Baseline) ? Candidate : Baseline;
        return other.DidNotBuild ? null : side.Leg.Result.Unbuilt.Where(target => !other.Lacks(target.Id)).Select(target => (Phase?)target.Phase).Max();
    }

    /// <summary>Of tests that only Cranelift fails, those that do not say themselves why: a program that they start may.</summary>
    public IReadOnlyList<TestId> ToOverhear(IReadOnlyList<TestId> controlled) =>
        [.. controlled.Where(test => !Candidate.Observations.Any(seen => seen.Test == test && seen.Confidence == Confidence.Proven))];

    /// <summary>Tests that fail anywhere: LLVM must pass them again as well, and shows what it prints when it does.</summary>
    public IReadOnlyList<TestId> Failed =>
        [.. FailedAtFirst.Where(test => Baseline.OutcomesOf(test).Concat(Candidate.OutcomesOf(test)).Any(outcome => outcome != TestOutcome.Passed))];

    /// <summary>Tests that fail on both sides: perhaps for what they are run with, which no user does.</summary>
    public IReadOnlyList<TestId> FailedOnBothSides =>
        [.. FailedAtFirst.Where(test => Fails(Baseline, test) && Fails(Candidate, test))];

    private IEnumerable<TestId> FailedAtFirst => Baseline.Leg.Result.FailedTests.Concat(Candidate.Leg.Result.FailedTests).Select(test => test.Id).Distinct();

    private static bool Fails(BackendRuns side, TestId test) => side.OutcomesOf(test).FirstOrDefault() == TestOutcome.Failed;

    /// <summary>
    /// What the Cranelift leg says in a phase that builds, without what LLVM says too where it passes: build scripts that only try tools
    /// print the same on both sides, and that does not tell why one of them fails.
    /// </summary>
    /// <param name="target">Only what is said of this one, or of nothing in particular; null: everything.</param>
    public IEnumerable<Observation> SaidByCandidate(Phase phase, UnbuiltTarget? target = null)
    {
        // What blames the crate or the compiler's own age says nothing of a build that LLVM does.
        var findings = Candidate.Leg.Findings;
        var said = findings.Observations.Where(seen =>
            seen.Phase == phase && seen.Class.Owner() != FailureOwner.NotCranelift && (target is null || (findings.TargetAt(phase, seen.Evidence) ?? target.Name) == target.Name));
        if (Baseline.Leg.Result.Phase(phase) is not { Passed: true })
            return said;

        var onBaseline = Baseline.Leg.Findings.Observations.Where(seen => seen.Phase == phase).Select(seen => seen.Rule).ToHashSet();
        return said.Where(seen => !onBaseline.Contains(seen.Rule));
    }
}

/// <summary>One backend's leg with its repeats and its control.</summary>
internal sealed record BackendRuns(LegEvidence Leg, IReadOnlyList<LegEvidence> Repeats)
{
    /// <summary>The same tests with <c>panic=abort</c>; null where the legs agree.</summary>
    public LegEvidence? Control { get; init; }

    /// <summary>Of the next repeat.</summary>
    public int NextAttempt => 2 + Repeats.Count;

    public BackendRuns With(LegEvidence repeat) => this with { Repeats = [.. Repeats, repeat] };

    /// <summary>The control leg, to be asked what a leg is asked.</summary>
    public BackendRuns? Controlled => Control is null ? null : new BackendRuns(Control, []);

    public LegOutcome Outcome => Leg.Result.Outcome;

    /// <summary>The phase it failed at; null where it passed.</summary>
    public Phase? FailedPhase => (Outcome as LegOutcome.Failed)?.Phase;

    /// <summary>The machine, the network or a limit is to blame.</summary>
    public bool IsEnvironmental => Outcome is LegOutcome.Failed { Environmental: true };

    /// <summary>It did not get as far as running tests.</summary>
    public bool DidNotBuild => FailedPhase is { } phase && !phase.RunsTests();

    /// <summary>What did not build did not build when it was repeated either.</summary>
    public bool FailedAgain => Repeats.Any(repeat => repeat.Result.Outcome is LegOutcome.Failed { Environmental: false });

    /// <summary>What did not build built when it was repeated.</summary>
    public bool BuiltWhenRepeated => DidNotBuild && Repeats.Any(repeat => repeat.Result.Phases.All(phase => phase.Passed));

    /// <summary>It has no such target, because that does not compile, or needs one that does not.</summary>
    public bool Lacks(TestId target) => Leg.Result.Unbuilt.Any(left => left.Id == target);

    /// <summary>A target that did not compile did not when it was built again either.</summary>
    public bool LackedAgain(TestId target) => Rebuilds.Any(build => build.Result.Unbuilt.Any(left => left.Id == target));

    /// <summary>A target that did not compile compiled when it was built again.</summary>
    public bool BuiltAgain(TestId target) =>
        Rebuilds.Any(build => build.Result.Phases.All(phase => phase.Passed) && build.Result.Unbuilt.All(left => left.Id != target));

    private IEnumerable<LegEvidence> Rebuilds => Repeats.Where(run => run.Result.Manner is null);

    /// <summary>How often a failure must show, among how many runs, is not yet known of this test.</summary>
    public bool Needs(TestId test, Confirmation confirmation)
    {
        var outcomes = OutcomesOf(test).Select(outcome => outcome == TestOutcome.Failed).ToList();
        return outcomes.Distinct().Count() > 1 ? outcomes.Count < confirmation.Runs : outcomes.Count < confirmation.Failures;
    }

    /// <summary>The build failed, and not often enough to count. What a limit ended would only cost the time again.</summary>
    public bool NeedsBuild(Confirmation confirmation) =>
        DidNotBuild && Leg.Result.Phase(FailedPhase!.Value)?.Exit is not { IsEnvironmental: true } && 1 + Repeats.Count < confirmation.Failures;

    /// <summary>How often a test failed, where the runs of it disagree.</summary>
    public FailureRate? RateOf(TestId test)
    {
        var failed = OutcomesOf(test).Where(outcome => outcome != TestOutcome.NotRun).Select(outcome => outcome == TestOutcome.Failed).ToList();
        return failed.Distinct().Count() > 1 ? new FailureRate(failed.Count(fails => fails), failed.Count) : null;
    }

    /// <summary>What the control leg says of a test; null where it does not say.</summary>
    public bool? PassesWithAbort(TestId test) => Control?.ResultsOf(test).FirstOrDefault()?.Outcome switch
    {
        TestOutcome.Passed => true,
        TestOutcome.Failed => false,
        _ => null,
    };

    /// <summary>What each run of a test came to, the first one first.</summary>
    public IEnumerable<TestOutcome> OutcomesOf(TestId test) => RunsOf(test).Select(result => result.Outcome);

    /// <summary>The runs that count for a test: where it was asked in a manner of its own, those of that manner.</summary>
    public IEnumerable<TestResult> RunsOf(TestId test) => MannerOf(test) switch
    {
        RunManner.AsCargo => Of(RunManner.AsCargo).SelectMany(run => run.ResultsOf(test)),
        RunManner.Together => Of(RunManner.Together).Prepend(Leg).SelectMany(run => run.ResultsOf(test)),
        _ => Runs.Where(run => run.Result.Manner != RunManner.Overheard).SelectMany(run => run.ResultsOf(test)),
    };

    /// <summary>How a test is run where it has to show what it does.</summary>
    public RunManner MannerOf(TestId test) =>
        new[] { RunManner.AsCargo, RunManner.Together }.Where(manner => Of(manner).Any(run => run.ResultsOf(test).Any())).FirstOrDefault(RunManner.Alone);

    /// <summary>Programs of the package that a test starts, where that was overheard.</summary>
    public IReadOnlyList<string>? StartedBy(TestId test) =>
        Of(RunManner.Overheard).SelectMany(run => run.ResultsOf(test)).Select(run => run.Started).FirstOrDefault(started => started is not null);

    private IEnumerable<LegEvidence> Of(RunManner manner) => Repeats.Where(run => run.Result.Manner == manner);

    /// <summary>Among the other tests it came to something else than by itself, each time.</summary>
    public bool DependsOnCompany(TestId test) =>
        Leg.ResultsOf(test).FirstOrDefault() is { Exit: null, Outcome: TestOutcome.Passed or TestOutcome.Failed } first
        && Repeats.Where(run => run.Result.Manner == RunManner.Alone).SelectMany(run => run.ResultsOf(test)).Select(run => run.Outcome).Distinct().ToList() is [var alone]
        && alone != first.Outcome && alone != TestOutcome.NotRun;

    /// <summary>What a test printed, from the run that shows most: alone, else with the others.</summary>
    public IEnumerable<TestTrace> TracesOf(TestId test) =>
        Runs.Reverse().Select(run => run.Findings.Traces.GetValueOrDefault(test)).OfType<TestTrace>();

    public IEnumerable<Observation> Observations => Runs.SelectMany(run => run.Findings.Observations);

    /// <summary>The line that says how a test ended; where none was kept, the one that its output begins with.</summary>
    public Evidence EndOf(TestId test)
    {
        if (TracesOf(test).Select(trace => trace.End).FirstOrDefault(end => end is not null) is { } end)
            return end;

        var run = RunsOf(test).FirstOrDefault(run => run.Log is not null);
        var said = $"test {test.Name} ... {(run is null ? "failed" : WireName.Of(run.Outcome))}";
        return run?.Log is { } line ? new Evidence(line.Log, line.Line, said) : new Evidence(LogOf(Phase.Test), 1, said);
    }

    /// <summary>The line that says how a test ended with <c>panic=abort</c>; null where it was not controlled.</summary>
    public Evidence? ControlEndOf(TestId test) => PassesWithAbort(test) is null ? null : Controlled!.EndOf(test);

    /// <summary>The line that says how a phase ended.</summary>
    public Evidence EndOf(Phase phase) =>
        Leg.Findings.Errors.LastOrDefault(error => error.Phase == phase)?.Evidence
        ?? new Evidence(LogOf(phase), 1, $"==> {Leg.Result.Phase(phase)?.Exit.ToString() ?? "failed"}");

    private IEnumerable<LegEvidence> Runs => Repeats.Prepend(Leg);

    private string LogOf(Phase phase) => Leg.Result.Phase(phase)?.Log ?? ResultsPaths.Log(Leg.Result.Crate, Leg.Result.Leg, phase);
}
