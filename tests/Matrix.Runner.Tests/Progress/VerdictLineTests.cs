using Matrix.Results;
using Matrix.Runner.Progress;

namespace Matrix.Runner.Tests.Progress;

public sealed class VerdictLineTests
{
    [Test]
    public void A_verdict_is_one_line() =>
        Assert.That(
            VerdictLine.Of(SampleVerdicts.Of(
                "memchr", VerdictKind.Regressed, "2 tests fail", SampleVerdicts.Cause(FailureClass.Unwinding, "catch-unwind"), SampleVerdicts.Cause(FailureClass.Unknown))),
            Is.EqualTo("regressed     memchr                         12.3 s  [unwinding/catch-unwind, unknown] 2 tests fail"));

    [Test]
    public void The_same_cause_is_named_once() =>
        Assert.That(
            VerdictLine.Causes(SampleVerdicts.Of("a", VerdictKind.Regressed, "", SampleVerdicts.Cause(FailureClass.Abi), SampleVerdicts.Cause(FailureClass.Abi))),
            Is.EqualTo("[abi] "));

    [Test]
    public void Without_a_cause_nothing_is_named() => Assert.That(VerdictLine.Causes(SampleVerdicts.Of("a", VerdictKind.Compatible)), Is.Empty);

    [TestCase(ExpectationState.Met, " (as expected)")]
    [TestCase(ExpectationState.Unmet, " (expected flaky)")]
    [TestCase(ExpectationState.Expired, " (its expectation has expired)")]
    public void It_says_what_the_list_expected(ExpectationState state, string end) =>
        Assert.That(VerdictLine.Of(SampleVerdicts.Of("a", VerdictKind.Regressed).Expecting(state, VerdictKind.Flaky)), Does.EndWith($"because{end}"));

    [Test]
    public void Foreign_text_cannot_steer_the_terminal() =>
        Assert.That(
            VerdictLine.Of(SampleVerdicts.Of("a", VerdictKind.Regressed, "\u001b]0;owned\u0007\r\nnext line", SampleVerdicts.Cause(FailureClass.MissingTool, "\u001b[2J"))),
            Does.EndWith("[missing-tool/\uFFFD[2J] \uFFFD]0;owned\uFFFD\uFFFD\uFFFDnext line"));
}
