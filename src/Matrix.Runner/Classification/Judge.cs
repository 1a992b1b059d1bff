using Matrix.Results;

namespace Matrix.Runner.Classification;

/// <summary>The table of verdicts: what both legs and their repeats say of a crate. Pure; most specific first.</summary>
internal static class Judge
{
    public static Judgement Decide(CrateLegs legs) => (legs.Llvm.Outcome, legs.Cranelift.Outcome) switch
    {
        (LegOutcome.Unusable unusable, _) => Judgement.Plain(VerdictKind.Invalid, $"the LLVM leg: {unusable.Reason}"),
        (_, LegOutcome.Unusable unusable) => Judgement.Plain(VerdictKind.Invalid, $"the {legs.CandidateName} leg: {unusable.Reason}"),
        (LegOutcome.NotRun notRun, _) => Judgement.Plain(VerdictKind.Skipped, $"the LLVM leg: {notRun.Reason}"),
        (_, LegOutcome.NotRun notRun) => Judgement.Plain(VerdictKind.Skipped, $"the {legs.CandidateName} leg: {notRun.Reason}"),
        _ when legs.Llvm.DidNotBuild || legs.Cranelift.DidNotBuild => OfBuilds(legs),
        _ => Audited(legs, OfTests(legs, TestComparison.Of(legs))),
    };

    // Nothing is called well that has not ended well, on both sides and in every phase.
    private static Judgement Audited(CrateLegs legs, Judgement judgement) =>
        judgement.Kind is VerdictKind.Compatible or VerdictKind.Unequal
        && new[] { legs.Llvm, legs.Cranelift }.FirstOrDefault(side => side.FailedPhase is not null && !IsCleared(side)) is { FailedPhase: { } phase } side
            ? judgement with { Kind = VerdictKind.Invalid, Reason = $"the {Name(side, legs)} leg failed in its phase {WireName.Of(phase)}, and no test that both sides have says so" }
            : judgement;

    // All that failed in it passes as cargo runs it.
    private static bool IsCleared(Side side) =>
        side.Leg.Result.FailedTests.Where(test => test.Outcome == TestOutcome.Failed).ToList() is { Count: > 0 } failed
        && failed.TrueForAll(test => side.MannerOf(test.Id) == RunManner.AsCargo && side.OutcomesOf(test.Id).All(outcome => outcome == TestOutcome.Passed));

    private static Judgement OfBuilds(CrateLegs legs)
    {
        if (Environmental(legs, side => side.DidNotBuild) is { } environmental)
            return environmental;
        if (legs.Llvm.BuiltWhenRepeated || legs.Cranelift.BuiltWhenRepeated)
            return Judgement.Plain(VerdictKind.Flaky, "a build failed, and passed when it was repeated");

        return (PhaseAgainst(legs.Llvm), PhaseAgainst(legs.Cranelift)) switch
        {
            (null, { } phase) => Regressed(legs, phase),
            ({ } phase, null) => Improved(legs, phase),
            ({ } llvm, { } cranelift) when cranelift < llvm => PartlyBroken(legs, cranelift),
            ({ } llvm, _) => Judgement.Plain(VerdictKind.Broken, $"does not {Verb(llvm)} with LLVM either"),
            _ => throw new InvalidOperationException("one of the legs does not build"),
        };
    }

    // Tests that met a limit say nothing against a side that built.
    private static Phase? PhaseAgainst(Side side) => side.IsEnvironmental ? null : side.FailedPhase;

    private static Judgement OfTests(CrateLegs legs, TestComparison tests)
    {
        var differences = Differences(legs, tests);
        if (tests.OnlyCraneliftFails.Count > 0)
            return OfFailures(legs, tests) with { Tests = differences };

        var judgement = tests switch
        {
            { Environmental.Count: > 0 } => OfEnvironment(legs, tests),
            _ when Environmental(legs, _ => true) is { } environmental => environmental,
            { Flaky.Count: > 0 } => Judgement.Plain(VerdictKind.Flaky, $"{Count(tests.Flaky)} {Fail(tests.Flaky)} only now and then{Rate(legs, tests.Flaky[0])}"),
            { Unrepeated.Count: > 0 } => Unrepeated($"{Count(tests.Unrepeated)} failed on one side only"),
            { BothFail.Count: > 0 } => Judgement.Plain(VerdictKind.Broken, $"{Count(tests.BothFail)} of {Total(legs)} {Fail(tests.BothFail)} with both"),
            { OnlyLlvmFails.Count: > 0 } => Judgement.Plain(VerdictKind.Improved, $"{Count(tests.OnlyLlvmFails)} {Fail(tests.OnlyLlvmFails)} with LLVM only"),
            { OnOneSide.Count: > 0 } => Judgement.Plain(VerdictKind.Unequal, $"{Count(tests.OnOneSide)} ran on one side only"),
            _ => Judgement.Plain(VerdictKind.Compatible, Compatible(legs)),
        };
        return judgement with { Tests = differences };
    }

    private static Judgement OfFailures(CrateLegs legs, TestComparison tests)
    {
        IReadOnlyList<TestId> withLlvm = [.. tests.BothFail, .. tests.OnlyLlvmFails];
        var also = withLlvm.Count > 0 ? $", {Count(withLlvm)} with LLVM too" : "";
        return new Judgement(
            withLlvm.Count > 0 ? VerdictKind.PartlyBroken : VerdictKind.Regressed,
            $"{Count(tests.OnlyCraneliftFails)} of {Total(legs)} {Fail(tests.OnlyCraneliftFails)} with {legs.CandidateName} only{also}",
            TestCauses.Of(legs, tests.OnlyCraneliftFails),
            []);
    }

    // Of all that both sides have; where an executable fails as a whole, it counts beside its tests.
    private static int Total(CrateLegs legs) =>
        legs.Llvm.Leg.Tests.Select(test => test.Id).Union(legs.Cranelift.Leg.Tests.Select(test => test.Id)).Count(test => legs.Llvm.RunsOf(test).Any());

    private static string Compatible(CrateLegs legs) => legs.Llvm.Leg.Tests.Count(test => legs.Llvm.OutcomesOf(test.Id).FirstOrDefault() == TestOutcome.Passed) switch
    {
        0 => "builds with both; it has no tests that ran",
        1 => "its one test passes with both",
        var passed => $"all {passed} tests pass with both",
    };

    private static Judgement Regressed(CrateLegs legs, Phase phase)
    {
        var reason = $"does not {Verb(phase)} with {legs.CandidateName}";
        return legs.Cranelift.FailedAgain ? new(VerdictKind.Regressed, reason, [BuildCauses.Of(legs, phase)], []) : Unrepeated(reason);
    }

    private static Judgement Improved(CrateLegs legs, Phase phase)
    {
        var reason = $"does not {Verb(phase)} with LLVM";
        return legs.Llvm.FailedAgain ? Judgement.Plain(VerdictKind.Improved, reason) : Unrepeated(reason);
    }

    private static Judgement PartlyBroken(CrateLegs legs, Phase phase)
    {
        var reason = $"fails with LLVM too, but does not even {Verb(phase)} with {legs.CandidateName}";
        return legs.Cranelift.FailedAgain ? new(VerdictKind.PartlyBroken, reason, [BuildCauses.Of(legs, phase)], []) : Unrepeated(reason);
    }

    // Once is never held against a backend.
    private static Judgement Unrepeated(string what) => Judgement.Plain(VerdictKind.Inconclusive, $"{what}, but gave no answer when repeated");

    // No limit ended it, and LLVM prints the same words and passes.
    private static bool IsInnocent(CrateLegs legs, Side side) =>
        ReferenceEquals(side, legs.Cranelift)
        && side.FailedPhase is { } phase and < Phase.Test
        && side.Leg.Result.Phase(phase)?.Exit is { IsEnvironmental: false }
        && !legs.SaidByCranelift(phase).Any(seen => seen.Class.Owner() == FailureOwner.Environment);

    // A limit or the machine: never counted for or against.
    private static Judgement? Environmental(CrateLegs legs, Func<Side, bool> counts)
    {
        var side = new[] { legs.Llvm, legs.Cranelift }.FirstOrDefault(side => side.IsEnvironmental && counts(side) && !IsInnocent(legs, side));
        if (side?.FailedPhase is not { } phase)
            return null;

        var exit = side.Leg.Result.Phase(phase)?.Exit;
        var cause = EnvironmentalCauses.Of(side, phase);
        var why = exit is { IsEnvironmental: true } ? exit.ToString() : cause is null ? "the machine is to blame" : $"{WireName.Of(cause.Class)} {cause.Subclass}".TrimEnd();
        return new Judgement(VerdictKind.Inconclusive, $"{Name(side, legs)}, {WireName.Of(phase)}: {why}", cause is null ? [] : [cause], []);
    }

    private static Judgement OfEnvironment(CrateLegs legs, TestComparison tests)
    {
        var sides = new[] { legs.Llvm, legs.Cranelift };
        var causes = sides.SelectMany(side => tests.Environmental.Select(test => EnvironmentalCauses.Of(legs, side, test))).OfType<Cause>().Take(1).ToList();
        var names = sides.Where(side => tests.Environmental.Any(test => TestComparison.IsEnvironmental(legs, side, test)));
        var where = string.Join(" and ", names.Select(side => Name(side, legs)));
        var why = causes.Count > 0 ? $" ({WireName.Of(causes[0].Class)})" : "";
        return new Judgement(VerdictKind.Inconclusive, $"{Count(tests.Environmental)} met a limit or a fault of the machine with {where}{why}", causes, []);
    }

    private static IReadOnlyList<TestDifference> Differences(CrateLegs legs, TestComparison tests) =>
    [
        .. tests.Differences.Select(test => new TestDifference(
            test.Target, test.Name, First(legs.Llvm, test)?.Outcome, First(legs.Cranelift, test)?.Outcome, First(legs.Cranelift, test)?.Log)
        {
            Package = test.Package,
            Manner = legs.Cranelift.MannerOf(test) is var manner and not RunManner.Alone ? manner : null,
            Started = legs.Cranelift.StartedBy(test),
            LlvmAbort = Controlled(legs.Llvm, test),
            CraneliftAbort = Controlled(legs.Cranelift, test),
            LlvmRate = legs.Llvm.RateOf(test),
            CraneliftRate = legs.Cranelift.RateOf(test),
            LlvmSeconds = First(legs.Llvm, test)?.Seconds,
            CraneliftSeconds = First(legs.Cranelift, test)?.Seconds,
        }),
    ];

    private static TestOutcome? Controlled(Side side, TestId test) => side.Control?.ResultsOf(test).FirstOrDefault()?.Outcome;

    private static string Rate(CrateLegs legs, TestId test) => (legs.Cranelift.RateOf(test), legs.Llvm.RateOf(test)) switch
    {
        ({ } cranelift, { } llvm) => $": {test.Name} in {cranelift} runs with {legs.CandidateName}, {llvm} with LLVM",
        ({ } cranelift, _) => $": {test.Name} in {cranelift} runs with {legs.CandidateName}",
        (_, { } llvm) => $": {test.Name} in {llvm} runs with LLVM",
        _ => "",
    };

    private static TestResult? First(Side side, TestId test) => side.RunsOf(test).FirstOrDefault();

    private static string Count(IReadOnlyList<TestId> tests) => tests.Count == 1 ? "1 test" : $"{tests.Count} tests";

    private static string Fail(IReadOnlyList<TestId> tests) => tests.Count == 1 ? "fails" : "fail";

    private static string Name(Side side, CrateLegs legs) => ReferenceEquals(side, legs.Llvm) ? "LLVM" : legs.CandidateName;

    private static string Verb(Phase phase) => phase switch
    {
        Phase.Fetch => "get its dependencies",
        Phase.Build => "build",
        Phase.TestBuild => "build its tests",
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "not a phase that builds"),
    };
}
