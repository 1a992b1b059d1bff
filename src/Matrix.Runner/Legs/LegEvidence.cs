using Matrix.Results;
using Matrix.Runner.Legs.Tests;

namespace Matrix.Runner.Legs;

/// <summary>What a leg is judged by, whether it has just run or its logs were read again.</summary>
/// <param name="Tests">All of them.</param>
internal record LegEvidence(LegResult Result, IReadOnlyList<TestResult> Tests, LegFindings Findings)
{
    /// <summary>What became of a test; of a target as a whole, where none of its tests says, how it ended.</summary>
    public IEnumerable<TestResult> ResultsOf(TestId test)
    {
        List<TestResult> said = [.. Tests.Where(result => result.Id == test)];
        return said.Count > 0 || !test.IsWhole ? said : Result.Targets.Where(target => target.Name == test.Target && target.Package == test.Package).Select(AsOne);
    }

    private static TestResult AsOne(TargetResult target) => new()
    {
        Package = target.Package,
        Target = target.Name,
        Name = target.Name,
        Outcome = target.Exit.IsSuccess ? TestOutcome.Passed : TestOutcome.Failed,
        Seconds = target.Seconds,
        Exit = target.Exit,
    };

    /// <summary>The phase that did not build; null where tests could be run.</summary>
    public Phase? FailedToBuildAt =>
        Result.Outcome is LegOutcome.Failed { Phase: var phase } && !phase.RunsTests() ? phase : null;
}

/// <summary>A leg that has run, with what later steps need of it.</summary>
/// <param name="Targets">What it ran, so that it can be run again.</param>
internal sealed record FinishedLeg(
    LegRequest Request, IReadOnlyList<TestTarget> Targets, LegResult Result, IReadOnlyList<TestResult> Tests, LegFindings Findings)
    : LegEvidence(Result, Tests, Findings)
{
    /// <summary>It ran, or was to run, this test, and no limit ended it: that would only cost the time again.</summary>
    public bool CanRepeat(TestId test) =>
        ResultsOf(test).FirstOrDefault() is { Outcome: not TestOutcome.Ignored, Exit: not { IsEnvironmental: true } };

    /// <summary>Its package has programs that tests may start.</summary>
    public bool HasPrograms => Witnesses.Programs(Request.Directories).Count > 0;

    /// <summary>It is one of the tests of an executable that can be run as a whole.</summary>
    public bool HasCompany(TestId test) =>
        CanRepeat(test) && !test.IsWhole && Targets.Any(target => target.Has(test) && target.Harness == TestHarness.Libtest);
}

/// <summary>What a leg came to. Pure.</summary>
internal static class LegOutcomes
{
    public static LegOutcome Of(
        IReadOnlyList<PhaseResult> phases, IReadOnlyList<TestResult> tests, CompiledUnits units, IReadOnlyList<string> contradictions, IReadOnlyList<Observation> observations,
        IReadOnlyList<UnbuiltTarget> unbuilt)
    {
        if (units.Wrong.Count > 0)
            return new LegOutcome.Unusable($"not compiled by the leg's backend: {string.Join(", ", units.Wrong.Take(3))}");

        if (contradictions.Count > 0)
            return new LegOutcome.Unusable($"two sources do not agree: {string.Join("; ", contradictions.Take(3))}");

        var failed = phases.FirstOrDefault(phase => !phase.Passed);
        if (failed is not null)
            return new LegOutcome.Failed(failed.Phase, IsEnvironmental(failed, tests, observations));

        // What a limit, or the machine at that moment, kept from compiling is not left out: it says nothing.
        if (unbuilt.FirstOrDefault(target => observations.Any(seen => seen.Phase == target.Phase && IsOfTheMoment(seen.Class))) is { } disturbed)
            return new LegOutcome.Failed(disturbed.Phase, Environmental: true);

        var built = phases.Any(phase => phase.Phase.Compiles());
        return built && units.By.Values.Sum() == 0
            ? new LegOutcome.Unusable("no call of rustc was seen, so nothing proves which backend compiled it")
            : new LegOutcome.Passed();
    }

    // A tool or library that is missing is missing each time, and with both.
    private static bool IsOfTheMoment(FailureClass failure) => failure.Owner() == FailureOwner.Environment && failure != FailureClass.MissingTool;

    private static bool IsEnvironmental(PhaseResult failed, IReadOnlyList<TestResult> tests, IReadOnlyList<Observation> observations)
    {
        if (failed.Phase.RunsTests())
            return tests.Where(Fails).All(test => IsEnvironmental(test, observations)) && (tests.Any(Fails) || failed.Exit.IsEnvironmental);

        return failed.Exit.IsEnvironmental
            || observations.Any(seen => seen.Phase == failed.Phase && seen.Class.Owner() == FailureOwner.Environment);
    }

    /// <summary>A limit ended it, or it says itself that the machine is to blame.</summary>
    public static bool IsEnvironmental(TestResult test, IReadOnlyList<Observation> observations) =>
        test.Exit is { IsEnvironmental: true }
        || observations.Any(seen => seen.Test == test.Id && seen.Class.Owner() == FailureOwner.Environment);

    // What a limit kept from running is not forgotten; what has not run for another reason has neither passed nor failed.
    private static bool Fails(TestResult test) => test.Outcome == TestOutcome.Failed || test is { Outcome: TestOutcome.NotRun, Exit.IsEnvironmental: true };
}
