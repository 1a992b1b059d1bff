using Matrix.Results;
using Matrix.Runner.Legs;

namespace Matrix.Runner.Classification;

/// <summary>What a leg is judged by, whether it has just run or its logs were read again.</summary>
/// <param name="Tests">All of them.</param>
internal record LegEvidence(LegResult Result, IReadOnlyList<TestResult> Tests, LegFindings Findings)
{
    /// <summary>The phase that did not build; null where tests could be run.</summary>
    public Phase? FailedToBuildAt =>
        Result.Outcome is LegOutcome.Failed { Phase: var phase and < Phase.Test } ? phase : null;
}
