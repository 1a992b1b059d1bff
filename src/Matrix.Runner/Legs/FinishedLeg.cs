using Matrix.Results;
using Matrix.Runner.Legs.Tests;

namespace Matrix.Runner.Legs;

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
