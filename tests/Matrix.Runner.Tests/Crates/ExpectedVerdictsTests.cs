using Matrix.Results;
using Matrix.Runner.Crates;

namespace Matrix.Runner.Tests.Crates;

public sealed class ExpectedVerdictsTests
{
    private static readonly Cause Unwinding = CauseOf(FailureClass.Unwinding, null);
    private static readonly Cause Shift = CauseOf(FailureClass.SimdIntrinsic, "llvm.x86.avx2.psllv.d");

    [TestCase("{ verdict: regressed, reason: x }", ExpectedResult = ExpectationState.Met)]
    [TestCase("{ verdict: compatible, reason: x }", ExpectedResult = ExpectationState.Unmet)]
    [TestCase("{ verdict: partly-broken, class: unwinding, reason: x }", ExpectedResult = ExpectationState.Unmet)]
    [TestCase("{ verdict: regressed, class: unwinding, reason: x }", ExpectedResult = ExpectationState.Met)]
    [TestCase("{ verdict: regressed, class: simd-intrinsic, reason: x }", ExpectedResult = ExpectationState.Met)]
    [TestCase("{ verdict: regressed, class: abi, reason: x }", ExpectedResult = ExpectationState.Unmet)]
    [TestCase("{ verdict: regressed, class: simd-intrinsic, subclass: llvm.x86.avx2.psllv.d, reason: x }", ExpectedResult = ExpectationState.Met)]
    [TestCase("{ verdict: regressed, class: simd-intrinsic, subclass: llvm.ctlz, reason: x }", ExpectedResult = ExpectationState.Unmet)]
    [TestCase("{ verdict: regressed, class: unwinding, subclass: llvm.x86.avx2.psllv.d, reason: x }", ExpectedResult = ExpectationState.Unmet)]
    [TestCase("{ verdict: regressed, reason: x, until: 2026-11-20 }", ExpectedResult = ExpectationState.Met)]
    [TestCase("{ verdict: regressed, reason: x, until: 2026-11-19 }", ExpectedResult = ExpectationState.Expired)]
    [TestCase("{ verdict: compatible, reason: x, until: 2026-11-19 }", ExpectedResult = ExpectationState.Expired)]
    public ExpectationState? A_regression_by_two_causes_is_held_against(string expect) =>
        Judge(expect, VerdictKind.Regressed, Unwinding, Shift)?.State;

    [Test]
    public void A_class_is_not_met_by_a_verdict_without_causes() =>
        Assert.That(
            Judge("{ verdict: regressed, class: unwinding, reason: x }", VerdictKind.Regressed)?.State,
            Is.EqualTo(ExpectationState.Unmet));

    [Test]
    public void The_first_entry_that_holds_here_decides() =>
        Assert.That(
            Judge(
                "{ verdict: flaky, reason: a, when: { os: macos } }, { verdict: broken, reason: b }, { verdict: flaky, reason: c }",
                VerdictKind.Flaky),
            Is.EqualTo(new Expectation(ExpectationState.Unmet, VerdictKind.Broken, null, null, null, "b", null)));

    [Test]
    public void An_expired_entry_is_not_passed_over() =>
        Assert.That(
            Judge("{ verdict: flaky, reason: a, until: 2026-01-01 }, { verdict: flaky, reason: b }", VerdictKind.Flaky)?.State,
            Is.EqualTo(ExpectationState.Expired));

    [Test]
    public void Where_no_entry_holds_nothing_was_expected()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Judge("", VerdictKind.Regressed, Unwinding), Is.Null);
            Assert.That(Judge("{ verdict: regressed, reason: x, when: { arch: aarch64 } }", VerdictKind.Regressed, Unwinding), Is.Null);
        }
    }

    [Test]
    public void What_the_entry_says_is_kept_for_the_report() =>
        Assert.That(
            Judge(
                "{ verdict: regressed, class: unwinding, subclass: s, issue: a/b#1, reason: why, until: 2027-03-01 }",
                VerdictKind.Regressed,
                CauseOf(FailureClass.Unwinding, "s")),
            Is.EqualTo(new Expectation(
                ExpectationState.Met, VerdictKind.Regressed, FailureClass.Unwinding, "s", "a/b#1", "why", new DateOnly(2027, 3, 1))));

    private static Expectation? Judge(string expect, VerdictKind verdict, params Cause[] causes) =>
        ExpectedVerdicts.Judge(Lists.Entry($"expect: [{expect}]"), verdict, causes, Now.OnLinux);

    private static Cause CauseOf(FailureClass failure, string? subclass) => new()
    {
        Class = failure,
        Subclass = subclass,
        Rule = "some-rule",
        Confidence = Confidence.Proven,
        Evidence = [],
        Signature = "some signature",
    };
}
