using Matrix.Results;

namespace Matrix.Runner.Legs;

/// <summary>A leg that has run, with what later steps need of it.</summary>
/// <param name="Tests">All of them.</param>
internal sealed record FinishedLeg(
    LegRequest Request, LegResult Result, IReadOnlyList<TestResult> Tests, IReadOnlyList<TestTarget> Targets, LegFindings Findings)
{
    /// <summary>The phase that did not build; null where tests could be run.</summary>
    public Phase? FailedToBuildAt =>
        Result.Outcome is LegOutcome.Failed { Phase: var phase and < Phase.Test } ? phase : null;

    /// <summary>It ran, or was to run, this test, and no limit ended it: that would only cost the time again.</summary>
    public bool CanRepeat(TestId test) =>
        Tests.FirstOrDefault(result => result.Id == test) is { Outcome: not TestOutcome.Ignored, Exit: not { IsEnvironmental: true } };
}
