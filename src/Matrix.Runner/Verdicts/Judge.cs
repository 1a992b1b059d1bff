using Matrix.Results;
using Matrix.Runner.Rules;
using Matrix.Terminal;

namespace Matrix.Runner.Verdicts;

/// <summary>The table of verdicts: what both legs and their repeats say of a crate. Pure; most specific first.</summary>
internal static class Judge
{
    public static Judgement Decide(CrateComparison legs) => (legs.Baseline.Outcome, legs.Candidate.Outcome) switch
    {
        (LegOutcome.Unusable unusable, _) => Judgement.Plain(VerdictKind.Invalid, $"the LLVM leg: {unusable.Reason}"),
        (_, LegOutcome.Unusable unusable) => Judgement.Plain(VerdictKind.Invalid, $"the {legs.CandidateName} leg: {unusable.Reason}"),
        (LegOutcome.NotRun notRun, _) => Judgement.Plain(VerdictKind.Skipped, $"the LLVM leg: {notRun.Reason}"),
        (_, LegOutcome.NotRun notRun) => Judgement.Plain(VerdictKind.Skipped, $"the {legs.CandidateName} leg: {notRun.Reason}"),
        _ when legs.Baseline.DidNotBuild || legs.Candidate.DidNotBuild => OfBuilds(legs),
        _ => OfTargets(legs, TargetComparison.Of(legs), TestComparison.Of(legs)),
    };

    // Nothing is called well that has not ended well, on both sides and in every phase.
    private static Judgement Audited(CrateComparison legs, TestComparison tests, Judgement judgement) =>
        judgement.Kind is VerdictKind.Compatible or VerdictKind.Unequal
        && new[] { legs.Baseline, legs.Candidate }.FirstOrDefault(side => side.FailedPhase is not null && !IsExplained(side, legs, tests)) is { FailedPhase: { } phase } side
            ? judgement with { Kind = VerdictKind.Invalid, Reason = $"the {Name(side, legs)} leg failed in its phase {WireName.Of(phase)}, and no test that both sides have says so" }
            : judgement;

    // All that failed in it fails on both sides, has nothing to be compared with, or passes as cargo runs it.
    private static bool IsExplained(BackendRuns side, CrateComparison legs, TestComparison tests) =>
        side.Leg.Result.FailedTests.Where(test => test.Outcome == TestOutcome.Failed).Select(test => test.Id).ToList() is { Count: > 0 } failed
        && failed.TrueForAll(test => tests.BothFail.Contains(test) || legs.IsLeftOut(test) || IsCleared(side, test));

    private static bool IsCleared(BackendRuns side, TestId test) =>
        side.MannerOf(test) == RunManner.AsCargo && side.OutcomesOf(test).All(outcome => outcome == TestOutcome.Passed);

    private static Judgement OfBuilds(CrateComparison legs)
    {
        if (Environmental(legs, side => side.DidNotBuild) is { } environmental)
            return environmental;
        if (legs.Baseline.BuiltWhenRepeated || legs.Candidate.BuiltWhenRepeated)
            return Judgement.Plain(VerdictKind.Flaky, "a build failed, and passed when it was repeated");

        return (PhaseAgainst(legs.Baseline), PhaseAgainst(legs.Candidate)) switch
        {
            (null, { } phase) => Regressed(legs, phase),
            ({ } phase, null) => Improved(legs, phase),
            ({ } baseline, { } candidate) when candidate < baseline => PartlyBroken(legs, candidate),
            ({ } baseline, _) => Judgement.Plain(VerdictKind.Broken, $"does not {Verb(baseline)} with LLVM either"),
            _ => throw new InvalidOperationException("one of the legs does not build"),
        };
    }

    // Tests that met a limit say nothing against a side that built.
    private static Phase? PhaseAgainst(BackendRuns side) => side.IsEnvironmental ? null : side.FailedPhase;

    private static Judgement OfTargets(CrateComparison legs, TargetComparison targets, TestComparison tests)
    {
        var comparison = new Compared(legs, targets, tests);
        return Audited(legs, tests, Decide(comparison)) with { Tests = Differences(legs, targets, tests), NotCompared = comparison.NotCompared };
    }

    private static Judgement Decide(Compared compared) => compared switch
    {
        { CandidateFailsMore: true } => OfFailures(compared),
        { Targets.Environmental: [var target, ..] } => Judgement.Plain(VerdictKind.Inconclusive, $"{target.Id} did not compile with {compared.Legs.CandidateName} for what this machine lacks"),
        { Tests.Environmental.Count: > 0 } => OfEnvironment(compared.Legs, compared.Tests),
        _ when Environmental(compared.Legs, _ => true) is { } environmental => environmental,
        { Targets.Flaky: [var target, ..] } => Judgement.Plain(VerdictKind.Flaky, $"{target.Id} did not compile, and compiled when it was built again"),
        { Tests.Flaky: { Count: > 0 } flaky } => Judgement.Plain(VerdictKind.Flaky, $"{Count(flaky)} {Fail(flaky)} only now and then{Rate(compared.Legs, flaky[0])}"),
        { Targets.Unrepeated: [var target, ..] } => Unrepeated($"{target.Id} did not compile on one side only"),
        { Tests.Unrepeated: { Count: > 0 } unrepeated } => Unrepeated($"{Count(unrepeated)} failed on one side only"),
        { IsBroken: true } => Judgement.Plain(VerdictKind.Broken, compared.WhatIsBroken),
        { BaselineFailsMore: true } => Judgement.Plain(VerdictKind.Improved, compared.WhatFailsWithBaseline + compared.Remark),
        { Tests.OnOneSide: { Count: > 0 } alone } => Judgement.Plain(VerdictKind.Unequal, $"{Count(alone)} ran on one side only{compared.Remark}"),
        _ => Judgement.Plain(VerdictKind.Compatible, compared.WhatPasses + compared.WhatTakesLong + compared.Remark),
    };

    private static Judgement OfFailures(Compared compared)
    {
        var (legs, targets, tests) = compared;
        return new Judgement(
            compared.BaselineFailsToo ? VerdictKind.PartlyBroken : VerdictKind.Regressed,
            compared.WhatFailsWithCandidate + compared.AlsoWithBaseline,
            [.. Causes(legs, targets, tests).OrderBy(cause => cause.Confidence).ThenByDescending(cause => cause.Tests.Count)],
            []);
    }

    private static IEnumerable<Cause> Causes(CrateComparison legs, TargetComparison targets, TestComparison tests) =>
        [.. OfUnbuilt(legs, targets.OnlyCandidate), .. TestCauses.Of(legs, tests.OnlyCandidateFails), .. TestCauses.OfSlowCode(legs, tests.SlowWithCandidate)];

    // One cause may keep several targets from compiling.
    private static IEnumerable<Cause> OfUnbuilt(CrateComparison legs, IReadOnlyList<UnbuiltTarget> targets) => targets
        .Select(target => (target.Id, Cause: BuildCauses.Of(legs, target)))
        .GroupBy(pair => pair.Cause.Signature)
        .Select(group => group.First().Cause with { Tests = [.. group.Select(pair => pair.Id)] });

    private static Judgement Regressed(CrateComparison legs, Phase phase)
    {
        var reason = $"does not {Verb(phase)} with {legs.CandidateName}";
        return legs.Candidate.FailedAgain ? new(VerdictKind.Regressed, reason, [BuildCauses.Of(legs, phase)], []) : Unrepeated(reason);
    }

    private static Judgement Improved(CrateComparison legs, Phase phase)
    {
        var reason = $"does not {Verb(phase)} with LLVM";
        return legs.Baseline.FailedAgain ? Judgement.Plain(VerdictKind.Improved, reason) : Unrepeated(reason);
    }

    private static Judgement PartlyBroken(CrateComparison legs, Phase phase)
    {
        var reason = $"fails with LLVM too, but does not even {Verb(phase)} with {legs.CandidateName}";
        return legs.Candidate.FailedAgain ? new(VerdictKind.PartlyBroken, reason, [BuildCauses.Of(legs, phase)], []) : Unrepeated(reason);
    }

    // Once is never held against a backend.
    private static Judgement Unrepeated(string what) => Judgement.Plain(VerdictKind.Inconclusive, $"{what}, but gave no answer when repeated");

    // No limit ended it, and LLVM prints the same words and passes.
    private static bool IsInnocent(CrateComparison legs, BackendRuns side) =>
        ReferenceEquals(side, legs.Candidate)
        && side.FailedPhase is { } phase && !phase.RunsTests()
        && side.Leg.Result.Phase(phase)?.Exit is { IsEnvironmental: false }
        && !legs.SaidByCandidate(phase).Any(seen => seen.Class.Owner() == FailureOwner.Environment);

    // A limit or the machine: never counted for or against.
    private static Judgement? Environmental(CrateComparison legs, Func<BackendRuns, bool> counts)
    {
        var side = new[] { legs.Baseline, legs.Candidate }.FirstOrDefault(side => side.IsEnvironmental && counts(side) && !IsInnocent(legs, side));
        if (side?.FailedPhase is not { } phase)
            return null;

        var exit = side.Leg.Result.Phase(phase)?.Exit;
        var cause = EnvironmentalCauses.Of(side, phase);
        var why = exit is { IsEnvironmental: true } ? exit.ToString() : cause is null ? "the machine is to blame" : $"{WireName.Of(cause.Class)} {cause.Subclass}".TrimEnd();
        return new Judgement(VerdictKind.Inconclusive, $"{Name(side, legs)}, {WireName.Of(phase)}: {why}", cause is null ? [] : [cause], []);
    }

    private static Judgement OfEnvironment(CrateComparison legs, TestComparison tests)
    {
        var sides = new[] { legs.Baseline, legs.Candidate };
        var causes = sides.SelectMany(side => tests.Environmental.Select(test => EnvironmentalCauses.Of(legs, side, test))).OfType<Cause>().Take(1).ToList();
        var names = sides.Where(side => tests.Environmental.Any(test => TestComparison.IsEnvironmental(legs, side, test)));
        var where = string.Join(" and ", names.Select(side => Name(side, legs)));
        var why = causes.Count > 0 ? $" ({WireName.Of(causes[0].Class)})" : "";
        return new Judgement(VerdictKind.Inconclusive, $"{Count(tests.Environmental)} met a limit or a fault of the machine with {where}{why}", causes, []);
    }

    private static IReadOnlyList<TestDifference> Differences(CrateComparison legs, TargetComparison targets, TestComparison tests) =>
    [
        .. targets.OnlyCandidate.Select(target => OfTarget(target, TestOutcome.Passed, TestOutcome.NotBuilt)),
        .. targets.OnlyBaseline.Select(target => OfTarget(target, TestOutcome.NotBuilt, TestOutcome.Passed)),
        .. tests.Differences.Select(test => new TestDifference(
            test.Target, test.Name, First(legs.Baseline, test)?.Outcome, First(legs.Candidate, test)?.Outcome, First(legs.Candidate, test)?.Log)
        {
            Package = test.Package,
            Manner = legs.Candidate.MannerOf(test) is var manner and not RunManner.Alone ? manner : null,
            Started = legs.Candidate.StartedBy(test),
            BaselineAbort = Controlled(legs.Baseline, test),
            CandidateAbort = Controlled(legs.Candidate, test),
            BaselineRate = legs.Baseline.RateOf(test),
            CandidateRate = legs.Candidate.RateOf(test),
            BaselineSeconds = First(legs.Baseline, test)?.Seconds,
            CandidateSeconds = First(legs.Candidate, test)?.Seconds,
        }),
    ];

    private static TestDifference OfTarget(UnbuiltTarget target, TestOutcome baseline, TestOutcome candidate) =>
        new(target.Name, target.Name, baseline, candidate, new LogLine(target.Evidence.Log, target.Evidence.Line)) { Package = target.Package };

    private static TestOutcome? Controlled(BackendRuns side, TestId test) => side.Control?.ResultsOf(test).FirstOrDefault()?.Outcome;

    private static string Rate(CrateComparison legs, TestId test) => (legs.Candidate.RateOf(test), legs.Baseline.RateOf(test)) switch
    {
        ({ } candidate, { } baseline) => $": {test.Name} in {candidate} runs with {legs.CandidateName}, {baseline} with LLVM",
        ({ } candidate, _) => $": {test.Name} in {candidate} runs with {legs.CandidateName}",
        (_, { } baseline) => $": {test.Name} in {baseline} runs with LLVM",
        _ => "",
    };

    private static TestResult? First(BackendRuns side, TestId test) => side.RunsOf(test).FirstOrDefault();

    private static string Count(IReadOnlyList<TestId> tests) => Plural.Count(tests.Count, "test");

    private static string Fail(IReadOnlyList<TestId> tests) => tests.Count == 1 ? "fails" : "fail";

    private static string Name(BackendRuns side, CrateComparison legs) => ReferenceEquals(side, legs.Baseline) ? "LLVM" : legs.CandidateName;

    private static string Verb(Phase phase) => phase switch
    {
        Phase.Fetch => "get its dependencies",
        Phase.Build => "build",
        Phase.TestBuild => "build its tests",
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "not a phase that builds"),
    };
}

/// <summary>What of the machine, the network or the limits ended a leg or a test.</summary>
internal static class EnvironmentalCauses
{
    public static Cause? Of(BackendRuns side, Phase failed)
    {
        var seen = side.Leg.Findings.Observations
            .Where(seen => seen.Phase == failed && seen.Class.Owner() == FailureOwner.Environment)
            .MinBy(seen => seen.Precedence);
        if (seen is not null)
            return Cause(seen.Rule, seen.Class, seen.Subclass, seen.Evidence);

        return side.Leg.Result.Phase(failed)?.Exit is { IsEnvironmental: true } exit ? OfLimit(exit, side.EndOf(failed)) : null;
    }

    public static Cause? Of(CrateComparison legs, BackendRuns side, TestId test)
    {
        var seen = legs.AgainstTheMachine(side, test).FirstOrDefault();
        if (seen is not null)
            return Cause(seen.Rule, seen.Class, seen.Subclass, seen.Evidence);

        var exit = side.RunsOf(test).Select(run => run.Exit).FirstOrDefault(exit => exit is { IsEnvironmental: true });
        return exit is not null ? OfLimit(exit, side.EndOf(test)) : null;
    }

    private static Cause OfLimit(ProcessExit exit, Evidence end) => exit switch
    {
        ProcessExit.OutOfMemory => Cause("memory-limit", FailureClass.OutOfMemory, "limit", end),
        ProcessExit.LogTooLarge => Cause("log-limit", FailureClass.DiskFull, "log-limit", end),
        ProcessExit.OutOfDisk => Cause("disk-limit", FailureClass.DiskFull, "limit", end),
        ProcessExit.TooManyProcesses => Cause("process-limit", FailureClass.TooManyProcesses, "limit", end),
        ProcessExit.WentIdle => Cause("idle-limit", FailureClass.Timeout, "idle", end),
        ProcessExit.WentSilent => Cause("silence-limit", FailureClass.Timeout, "silence", end),
        ProcessExit.NotStarted => Cause("not-started", FailureClass.MissingTool, "not-started", end),
        _ => Cause("time-limit", FailureClass.Timeout, null, end),
    };

    private static Cause Cause(string rule, FailureClass failure, string? subclass, Evidence evidence) => new()
    {
        Class = failure,
        Subclass = subclass,
        Rule = rule,
        Confidence = Confidence.Proven,
        Evidence = [evidence],
        Signature = Signature.Of(failure, subclass, ""),
    };
}
