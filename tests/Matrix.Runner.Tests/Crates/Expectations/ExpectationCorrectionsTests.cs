using Matrix.Results;
using Matrix.Runner.Crates.Expectations;
using Matrix.Runner.Tests.Progress;

namespace Matrix.Runner.Tests.Crates.Expectations;

/// <summary>What becomes of a crate's entries, as they are written afterwards.</summary>
public sealed class ExpectationCorrectionsTests
{
    private const string Known = "verdict: regressed, class: unwinding, subclass: abort, issue: a/b#1, reason: \"why\"";

    private static readonly Verdict Passes = SampleVerdicts.Of("memchr", VerdictKind.Compatible);
    private static readonly Verdict Broken = SampleVerdicts.Of("memchr", VerdictKind.Broken, "1 test fails with both");
    private static readonly Verdict Catches = Regressed("1 of 3 fails", SampleVerdicts.Cause(FailureClass.Unwinding, "catch-unwind"));
    private static readonly Verdict Shifts = Regressed("2 of 3 fail", SampleVerdicts.Cause(FailureClass.SimdIntrinsic, "llvm.x86.avx2.psllv.d"));

    [Test]
    public void What_comes_as_expected_needs_no_word() =>
        Assert.That(Find($"{{ {Known} }}", Regressed("x", SampleVerdicts.Cause(FailureClass.Unwinding, "abort"))), Is.Null);

    [Test]
    public void A_known_failure_that_passes_is_forgotten() => Assert.That(Corrected($"{{ {Known} }}", Passes), Is.Empty);

    [Test]
    public void Of_the_same_class_what_is_still_true_stays() => Assert.That(
        Corrected($"{{ {Known}, until: 2027-01-01 }}", Catches),
        Is.EqualTo(new[] { "{ verdict: regressed, class: unwinding, subclass: catch-unwind, issue: a/b#1, reason: \"why\", until: 2027-01-01 }" }));

    [Test]
    public void Of_another_class_the_issue_goes_and_the_reason_is_what_came() => Assert.That(
        Corrected($"{{ {Known}, until: 2027-01-01 }}", Shifts),
        Is.EqualTo(new[]
        {
            "{ verdict: regressed, class: simd-intrinsic, subclass: llvm.x86.avx2.psllv.d, reason: \"2 of 3 fail\", until: 2027-01-01 }",
        }));

    [Test]
    public void A_verdict_without_causes_names_no_class() => Assert.That(
        Corrected($"{{ {Known} }}", Broken), Is.EqualTo(new[] { "{ verdict: broken, reason: \"1 test fails with both\" }" }));

    [Test]
    public void An_entry_that_names_no_class_goes_on_without() => Assert.That(
        Corrected("{ verdict: partly-broken, issue: a/b#1 }", Shifts), Is.EqualTo(new[] { "{ verdict: regressed, issue: a/b#1 }" }));

    [Test]
    public void An_entry_that_names_no_subclass_goes_on_without() => Assert.That(
        Corrected("{ verdict: partly-broken, class: simd-intrinsic, issue: a/b#1 }", Shifts),
        Is.EqualTo(new[] { "{ verdict: regressed, class: simd-intrinsic, issue: a/b#1 }" }));

    [Test]
    public void Among_several_causes_the_one_of_the_same_class_counts() => Assert.That(
        Corrected($"{{ {Known} }}", Regressed("x", Shifts.Causes[0], Catches.Causes[0])),
        Is.EqualTo(new[] { "{ verdict: regressed, class: unwinding, subclass: catch-unwind, issue: a/b#1, reason: \"why\" }" }));

    [Test]
    public void What_was_broken_and_regresses_gets_a_class() => Assert.That(
        Corrected("{ verdict: broken, issue: a/b#1 }", Catches),
        Is.EqualTo(new[] { "{ verdict: regressed, class: unwinding, subclass: catch-unwind, reason: \"1 of 3 fails\" }" }));

    [TestCase("compatible")]
    [TestCase("improved")]
    public void What_was_thought_to_work_is_never_silently_taken_for_a_known_failure(string verdict)
    {
        var finding = Find($"{{ verdict: {verdict}, reason: x }}", Catches);

        Assert.That(finding!.Blessed, Is.Empty);
        Assert.That(finding.IsUnexpected, Is.True);
    }

    [Test]
    public void An_expired_entry_that_still_comes_true_is_extended() => Assert.That(
        Corrected("{ verdict: broken, reason: x, until: 2026-01-01 }", Broken),
        Is.EqualTo(new[] { "{ verdict: broken, reason: \"x\", until: 2027-11-20 }" }));

    [Test]
    public void An_expired_entry_that_does_not_come_true_goes()
    {
        var finding = Find($"{{ {Known}, until: 2026-01-01 }}", Shifts);

        Assert.That(finding!.Blessed, Is.Empty);
        Assert.That(finding.IsUnexpected, Is.True);
    }

    [Test]
    public void An_expired_entry_is_replaced_where_all_is_to_be_expected() => Assert.That(
        Corrected($"{{ {Known}, when: {{ os: linux }}, until: 2026-01-01 }}", Shifts, all: true),
        Is.EqualTo(new[]
        {
            "{ verdict: regressed, class: simd-intrinsic, subclass: llvm.x86.avx2.psllv.d, reason: \"2 of 3 fail\", when: { os: linux }, until: 2027-11-20 }",
        }));

    [TestCase("{ os: macos }")]
    [TestCase("{ arch: aarch64 }")]
    [TestCase("{ toolchain-before: 2026-11-01 }")]
    [TestCase("{ toolchain-from: 2026-11-02 }")]
    public void What_holds_elsewhere_is_not_touched(string when)
    {
        var elsewhere = $"{{ {Known}, when: {when}, until: 2026-01-01 }}";

        Assert.That(Corrected($"{elsewhere}, {{ verdict: broken, reason: x }}", Passes), Is.EqualTo(new[] { elsewhere }));
        Assert.That(Find(elsewhere, Passes), Is.Null);
    }

    [Test]
    public void Below_an_entry_that_goes_the_next_one_counts() => Assert.That(
        Corrected("{ verdict: broken, reason: a, until: 2026-01-01 }, { verdict: broken, reason: b }, { verdict: regressed, reason: c }", Shifts),
        Is.EqualTo(new[]
        {
            "{ verdict: regressed, class: simd-intrinsic, subclass: llvm.x86.avx2.psllv.d, reason: \"2 of 3 fail\" }", "{ verdict: regressed, reason: \"c\" }",
        }));

    [TestCase(VerdictKind.Flaky)]
    [TestCase(VerdictKind.Inconclusive)]
    [TestCase(VerdictKind.Invalid)]
    [TestCase(VerdictKind.Skipped)]
    public void What_proves_nothing_changes_nothing(VerdictKind kind)
    {
        var finding = Find($"{{ {Known}, until: 2026-01-01 }}", SampleVerdicts.Of("memchr", kind), all: true);

        Assert.That(finding!.Blessings, Is.Empty);
        Assert.That(finding.LeftAlone, Is.EqualTo($"{WireName.Of(kind)} proves nothing"));
    }

    [Test]
    public void A_crate_that_was_not_run_needs_no_word() => Assert.That(
        Reviews.Of(Reviews.File(List($"{{ {Known} }}")), [SampleVerdicts.Of("memchr", VerdictKind.Skipped)]).Mismatches, Is.Empty);

    [Test]
    public void An_entry_that_has_changed_since_the_sweep_is_left_alone()
    {
        var file = Reviews.File(List($"{{ {Known} }}"));
        var judged = Reviews.Judged(Reviews.File(List("{ verdict: broken, reason: x }")), [Passes]);

        Assert.That(Reviews.Of(file, [.. judged]).Mismatches.Single().LeftAlone, Is.EqualTo("the entry has changed since the sweep"));
    }

    [Test]
    public void An_unexpected_regression_is_told_and_expected_only_when_asked()
    {
        Assert.That(Find("", Shifts)!.IsUnexpected, Is.True);
        Assert.That(Find("", Shifts)!.Blessings, Is.Empty);
        Assert.That(Corrected("", Shifts, all: true), Is.EqualTo(new[]
        {
            "{ verdict: regressed, class: simd-intrinsic, subclass: llvm.x86.avx2.psllv.d, reason: \"2 of 3 fail\", "
            + "when: { os: linux, arch: x86_64 }, until: 2027-11-20 }",
        }));
    }

    [Test]
    public void A_crate_that_is_broken_or_better_needs_no_entry() =>
        Assert.That(Find("", Broken, all: true) ?? Find("", SampleVerdicts.Of("memchr", VerdictKind.Improved), all: true), Is.Null);

    [TestCase("a\nb")]
    [TestCase("\u001b[2J")]
    [TestCase("\u2028\u0085")]
    public void What_the_list_could_not_say_is_not_written_down(string subclass)
    {
        var written = Corrected("", Regressed($"{subclass} fails", SampleVerdicts.Cause(FailureClass.Abi, subclass)), all: true).Single();

        Assert.That(written, Does.StartWith("{ verdict: regressed, class: abi, reason: ").And.Not.Contain("\u001b").And.Not.Contain("\n"));
    }

    private static Verdict Regressed(string reason, params Cause[] causes) => SampleVerdicts.Of("memchr", VerdictKind.Regressed, reason, causes);

    private static IEnumerable<string> Corrected(string expect, Verdict came, bool all = false) =>
        Find(expect, came, all)!.Blessed.Select(entry => WrittenEntry.InBraces(entry));

    private static Mismatch? Find(string expect, Verdict came, bool all = false) => Reviews.Of(List(expect), [came], all).Mismatches.SingleOrDefault();

    private static string List(string expect) => $"format: 1\ncrates:\n  - {{ name: memchr, path: memchr, expect: [{expect}] }}\n";
}
