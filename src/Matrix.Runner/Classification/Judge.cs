using Matrix.Results;

namespace Matrix.Runner.Classification;

/// <summary>The table of verdicts: what both legs and their repeats say of a crate. Pure; most specific first.</summary>
internal static class Judge
{
    public static Judgement Decide(CrateLegs legs) => (legs.Llvm.Outcome, legs.Cranelift.Outcome) switch
    {
        (LegOutcome.Unusable unusable, _) => Judgement.Plain(VerdictKind.Invalid, $"the LLVM leg: {unusable.Reason}"),
        (_, LegOutcome.Unusable unusable) => Judgement.Plain(VerdictKind.Invalid, $"the Cranelift leg: {unusable.Reason}"),
        _ when legs.Llvm.DidNotBuild || legs.Cranelift.DidNotBuild => OfBuilds(legs),
        _ => OfTests(legs, TestComparison.Of(legs)),
    };

    private static Judgement OfBuilds(CrateLegs legs)
    {
        if (Environmental(legs) is { } environmental)
            return environmental;
        if (RepeatPassed(legs.Llvm) || RepeatPassed(legs.Cranelift))
            return Judgement.Plain(VerdictKind.Flaky, "a build failed, and passed when it was repeated");

        return (legs.Llvm.FailedPhase, legs.Cranelift.FailedPhase) switch
        {
            (null, { } phase) => Regressed(legs, phase, $"does not {Verb(phase)} with Cranelift"),
            ({ } phase, null) => Judgement.Plain(VerdictKind.Improved, $"does not {Verb(phase)} with LLVM"),
            ({ } llvm, { } cranelift) when cranelift < llvm => PartlyBroken(legs, cranelift),
            ({ } llvm, _) => Judgement.Plain(VerdictKind.Broken, $"does not {Verb(llvm)} with LLVM either"),
            _ => throw new InvalidOperationException("one of the legs does not build"),
        };
    }

    private static Judgement OfTests(CrateLegs legs, TestComparison tests)
    {
        var differences = Differences(legs, tests);
        if (tests.OnlyCraneliftFails.Count > 0)
        {
            var kind = tests.BothFail.Count > 0 ? VerdictKind.PartlyBroken : VerdictKind.Regressed;
            var also = tests.BothFail.Count > 0 ? $", {Count(tests.BothFail)} with both" : "";
            return new Judgement(
                kind,
                $"{Count(tests.OnlyCraneliftFails)} of {legs.Llvm.Leg.Tests.Count} fail{(tests.OnlyCraneliftFails.Count == 1 ? "s" : "")} with Cranelift only{also}",
                TestCauses.Of(legs, tests.OnlyCraneliftFails),
                differences);
        }

        var judgement = tests switch
        {
            { Environmental.Count: > 0 } => OfEnvironment(legs, tests),
            _ when Environmental(legs) is { } environmental => environmental,
            { Flaky.Count: > 0 } => Judgement.Plain(VerdictKind.Flaky, $"{Count(tests.Flaky)} failed, and passed when repeated, or the other way round"),
            { BothFail.Count: > 0 } => Judgement.Plain(VerdictKind.Broken, $"{Count(tests.BothFail)} of {legs.Llvm.Leg.Tests.Count} fail with both"),
            { OnlyLlvmFails.Count: > 0 } => Judgement.Plain(VerdictKind.Improved, $"{Count(tests.OnlyLlvmFails)} fail with LLVM only"),
            { OnOneSide.Count: > 0 } => Judgement.Plain(VerdictKind.Unequal, $"{Count(tests.OnOneSide)} ran on one side only"),
            _ => Judgement.Plain(VerdictKind.Compatible, Compatible(legs)),
        };
        return judgement with { Tests = differences };
    }

    private static string Compatible(CrateLegs legs) => legs.Llvm.Leg.Result.Tests.Passed switch
    {
        0 => "builds with both; it has no tests that ran",
        1 => "its one test passes with both",
        var passed => $"all {passed} tests pass with both",
    };

    private static Judgement Regressed(CrateLegs legs, Phase phase, string reason) =>
        new(VerdictKind.Regressed, reason, [BuildCauses.Of(legs, phase)], []);

    private static Judgement PartlyBroken(CrateLegs legs, Phase phase) =>
        new(VerdictKind.PartlyBroken, $"fails with LLVM too, but does not even {Verb(phase)} with Cranelift", [BuildCauses.Of(legs, phase)], []);

    // A limit or the machine: never counted for or against.
    private static Judgement? Environmental(CrateLegs legs)
    {
        var side = new[] { legs.Llvm, legs.Cranelift }.FirstOrDefault(side => side.Outcome is LegOutcome.Failed { Environmental: true });
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
        var causes = sides.SelectMany(side => tests.Environmental.Select(test => EnvironmentalCauses.Of(side, test))).OfType<Cause>().Take(1).ToList();
        var names = sides.Where(side => tests.Environmental.Any(test => side.OutcomesOf(test).Any(outcome => outcome != TestOutcome.Passed)));
        var where = string.Join(" and ", names.Select(side => Name(side, legs)));
        var why = causes.Count > 0 ? $" ({WireName.Of(causes[0].Class)})" : "";
        return new Judgement(VerdictKind.Inconclusive, $"{Count(tests.Environmental)} met a limit or a fault of the machine with {where}{why}", causes, []);
    }

    private static IReadOnlyList<TestDifference> Differences(CrateLegs legs, TestComparison tests) =>
    [
        .. tests.OnlyCraneliftFails.Concat(tests.OnlyLlvmFails).Concat(tests.Flaky).Concat(tests.Environmental).Concat(tests.OnOneSide)
            .Select(test => new TestDifference(
                test.Target, test.Name, First(legs.Llvm, test)?.Outcome, First(legs.Cranelift, test)?.Outcome, First(legs.Cranelift, test)?.Log)),
    ];

    private static TestResult? First(Side side, TestId test) => side.RunsOf(test).FirstOrDefault();

    private static bool RepeatPassed(Side side) => side.DidNotBuild && side.Repeats.Any(repeat => repeat.Result.Phases.All(phase => phase.Passed));

    private static string Count(IReadOnlyList<TestId> tests) => tests.Count == 1 ? "1 test" : $"{tests.Count} tests";

    private static string Name(Side side, CrateLegs legs) => ReferenceEquals(side, legs.Llvm) ? "LLVM" : "Cranelift";

    private static string Verb(Phase phase) => phase switch
    {
        Phase.Fetch => "get its dependencies",
        Phase.Build => "build",
        Phase.TestBuild => "build its tests",
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "not a phase that builds"),
    };
}
