using Matrix.Results;
using Matrix.Runner.Configuration;

namespace Matrix.Runner.Tests.Verdicts;

public sealed class BackendRunsTests
{
    // When a failure has shown in 2 runs; where runs disagree, after 3.
    [TestCase("a-", ExpectedResult = true)]
    [TestCase("a- | a-", ExpectedResult = false)]
    [TestCase("a- | a+", ExpectedResult = true)]
    [TestCase("a- | a+ | a-", ExpectedResult = false)]
    [TestCase("a- | a~", ExpectedResult = true, Description = "what has not run has not failed")]
    [TestCase("a- | a~ | a-", ExpectedResult = false)]
    [TestCase("a+", ExpectedResult = true)]
    [TestCase("a+ | a+", ExpectedResult = false)]
    public bool A_test_is_run_again_until_what_it_says_counts(string runs) =>
        LegsOnPaper.Side(LegName.Cranelift, runs).Needs(LegOnPaper.Id("a"), Confirmation.Default);

    [TestCase("a- | a-", ExpectedResult = null)]
    [TestCase("a- | a+", ExpectedResult = "1 of 2")]
    [TestCase("a- | a+ | a-", ExpectedResult = "2 of 3")]
    [TestCase("a- | a~ | a+", ExpectedResult = "1 of 2", Description = "what has not run has neither failed nor passed")]
    [TestCase("a- | a~", ExpectedResult = null)]
    public string? A_test_that_disagrees_with_itself_has_a_rate(string runs) => LegsOnPaper.Side(LegName.Cranelift, runs).RateOf(LegOnPaper.Id("a"))?.ToString();

    [TestCase("build", ExpectedResult = true)]
    [TestCase("build | build", ExpectedResult = false)]
    [TestCase("build | a+", ExpectedResult = false)]
    [TestCase("build timed-out", ExpectedResult = false)]
    [TestCase("a-", ExpectedResult = false)]
    public bool A_build_that_failed_is_tried_again_but_not_one_that_a_limit_ended(string runs) =>
        LegsOnPaper.Side(LegName.Cranelift, runs).NeedsBuild(Confirmation.Default);
}
