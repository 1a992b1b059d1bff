using Matrix.Results;

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
        Result.Outcome is LegOutcome.Failed { Phase: var phase and < Phase.Test } ? phase : null;
}
