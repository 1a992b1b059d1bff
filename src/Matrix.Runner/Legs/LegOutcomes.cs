using Matrix.Results;

namespace Matrix.Runner.Legs;

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

        var built = phases.Any(phase => phase.Phase is Phase.Build or Phase.TestBuild);
        return built && units.Llvm + units.Cranelift == 0
            ? new LegOutcome.Unusable("no call of rustc was seen, so nothing proves which backend compiled it")
            : new LegOutcome.Passed();
    }

    // A tool or library that is missing is missing each time, and with both.
    private static bool IsOfTheMoment(FailureClass failure) => failure.Owner() == FailureOwner.Environment && failure != FailureClass.MissingTool;

    private static bool IsEnvironmental(PhaseResult failed, IReadOnlyList<TestResult> tests, IReadOnlyList<Observation> observations)
    {
        if (failed.Phase is Phase.Test or Phase.Doctest)
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
