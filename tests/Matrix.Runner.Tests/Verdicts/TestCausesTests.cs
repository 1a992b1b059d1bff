using Matrix.Results;
using Matrix.Runner.Verdicts;

namespace Matrix.Runner.Tests.Verdicts;

public sealed class TestCausesTests
{
    private const string Here = "thread 'a' (7) panicked at src/lib.rs:3:9:";
    private const string There = "thread 'a' (7) panicked at src/other.rs:8:1:";

    [Test]
    public void A_panic_that_LLVM_catches_at_the_same_place_is_one_of_unwinding() =>
        Is("panic-caught-by-llvm proven unwinding/catch-unwind", Cause(Passing().Prints("a", Here), Failing().Prints("a", Here)));

    [Test]
    public void It_is_shown_by_both_lines() =>
        Assert.That(
            Cause(Passing().Prints("a", There, Here), Failing().Prints("a", "boom", Here)).Evidence.Select(evidence => (evidence.Log, evidence.Line, evidence.Text)),
            NUnit.Framework.Is.EqualTo(new[]
            {
                ("logs/memchr/cranelift/test.log.gz", 2, Here), ("logs/memchr/llvm/test.log.gz", 2, Here),
            }));

    [Test]
    public void A_panic_that_LLVM_catches_elsewhere_hints_at_unwinding() =>
        Is("llvm-catches-a-panic likely unwinding/catch-unwind", Cause(Passing().Prints("a", There), Failing().Prints("a", Here)));

    [Test]
    public void A_test_that_fails_without_a_word_passes_a_silenced_hook() =>
        Is("fails-without-a-word likely unwinding/catch-unwind", Cause(Passing(), Failing().SaysNothing("a")));

    [Test]
    public void A_test_of_which_nothing_was_kept_is_not_silent_but_unexplained() =>
        Is("unexplained suspected unknown", Cause(Passing(), Failing()));

    [Test]
    public void A_test_that_dies_without_a_word_is_not_silent_but_crashes() =>
        Is("ended-by-signal suspected crash/sigabrt", Cause(Passing(), Failing('*').SaysNothing("a")));

    [Test]
    public void A_panic_of_Cranelift_only_is_a_wrong_result() =>
        Is("only-cranelift-panics suspected wrong-result", Cause(Passing(), Failing().Prints("a", Here)));

    [Test]
    public void A_test_that_only_says_something_else_is_unexplained() =>
        Is("unexplained suspected unknown", Cause(Passing(), Failing().Prints("a", "it did not work")));

    [Test]
    public void A_panic_before_the_last_one_went_well_or_was_only_printed() =>
        Is("llvm-catches-a-panic likely unwinding/catch-unwind", Cause(Passing().Prints("a", There), Failing().Prints("a", There, Here)));

    // LLVM and Cranelift, each with panic=abort.
    [TestCase("a-", "a+", "passes-with-panic-abort likely unwinding/cleanup")]
    [TestCase("a+", "a+", "passes-with-panic-abort likely unwinding/cleanup")]
    [TestCase("a-", "a-", "needs-unwinding likely unwinding/cleanup")]
    [TestCase("a+", "a-", "only-cranelift-panics likely wrong-result")]
    [TestCase("a+", "a*", "only-cranelift-panics likely wrong-result")]
    [TestCase("b+", "b+", "only-cranelift-panics suspected wrong-result")]
    [TestCase("build", "a-", "only-cranelift-panics suspected wrong-result")]
    public void The_control_legs_tell_wrong_code_from_want_of_unwinding(string llvm, string cranelift, string expected) =>
        Is(expected, Cause(Passing(), Failing().Prints("a", Here), llvm, cranelift));

    [TestCase("a+", "a+")]
    [TestCase("a-", "a-")]
    [TestCase("a+", "a-")]
    public void What_a_test_proves_itself_no_control_leg_denies(string llvm, string cranelift) => Is(
        "simd-intrinsic-hit proven simd-intrinsic/llvm.x86.x",
        Cause(Passing(), Failing('*').Prints("a", "llvm.x86.x is not yet supported."), llvm, cranelift));

    [Test]
    public void An_overflow_is_none_of_unwinding_though_the_control_has_a_larger_stack() => Is(
        "stack-overflow likely stack-overflow",
        Cause(Passing(), Failing('*').Prints("a", "thread 'a' (7) has overflowed its stack"), "a+", "a+"));

    [Test]
    public void What_seemed_to_be_unwinding_and_fails_without_it_is_wrong_code() => Is(
        "ended-by-signal likely crash/sigabrt",
        Cause(Passing(), Failing('*').Prints("a", "fatal runtime error: failed to initiate panic, error 5, aborting"), "a+", "a*"));

    [Test]
    public void A_test_that_only_dies_is_a_crash_though_it_lives_in_a_process_of_its_own() =>
        Is("ended-by-signal suspected crash/sigabrt", Cause(Passing(), Failing('*'), "a+", "a+"));

    [Test]
    public void What_says_so_itself_and_needs_unwinding_by_nature_is_proven() => Is(
        "panic-not-initiated proven unwinding/abort",
        Cause(Passing(), Failing('*').Prints("a", "fatal runtime error: failed to initiate panic, error 5, aborting"), "a-", "a*"));

    [Test]
    public void Two_threads_that_panic_may_end_in_either_panic()
    {
        var control = new LegOnPaper(LegName.Cranelift with { Panic = PanicStrategy.Abort }).Tests("a-").Prints("a", There).Finish();
        var llvm = LegsOnPaper.Side(Passing().Prints("a", Here, There)) with { Control = LegsOnPaper.Side(LegName.Llvm with { Panic = PanicStrategy.Abort }, "a+").Leg };
        var cranelift = LegsOnPaper.Side(Failing('*').Prints("a", "fatal runtime error: failed to initiate panic, error 5, aborting"));

        Is("panic-not-initiated likely unwinding/abort", Single(llvm, cranelift with { Control = control }));
    }

    [Test]
    public void The_control_legs_are_shown_by_the_lines_that_end_them() =>
        Assert.That(
            Cause(Passing().Prints("a", Here), Failing().Prints("a", Here), "a-", "a-").Evidence.Select(evidence => evidence.Log),
            NUnit.Framework.Is.EqualTo(new[]
            {
                "logs/memchr/cranelift/test.log.gz", "logs/memchr/llvm/test.log.gz", "logs/memchr/llvm-abort/test.log.gz", "logs/memchr/cranelift-abort/test.log.gz",
            }));

    [TestCase("llvm.x86.avx2.psllv.d is not yet supported.", "simd-intrinsic-hit proven simd-intrinsic/llvm.x86.avx2.psllv.d")]
    [TestCase("fatal runtime error: failed to initiate panic, error 5, aborting", "panic-not-initiated likely unwinding/abort")]
    [TestCase("thread 'a' (7) has overflowed its stack", "stack-overflow likely stack-overflow")]
    public void What_a_test_says_itself_beats_what_the_legs_say_together(string line, string expected) =>
        Is(expected, Cause(Passing().Prints("a", Here), Failing('*').Prints("a", Here, line)));

    [Test]
    public void What_is_only_suspected_comes_after_what_the_legs_say_together() => Is(
        "panic-caught-by-llvm proven unwinding/catch-unwind",
        Cause(Passing().Prints("a", Here), Failing().Prints("a", Here, "             at ./src/lib.rs:1:1")));

    [Test]
    public void What_is_only_suspected_comes_before_a_crash() => Is(
        "backtrace-frames suspected debuginfo", Cause(Passing(), Failing('*').Prints("a", Here, "             at ./src/lib.rs:1:1")));

    [Test]
    public void The_most_telling_of_what_a_test_says_counts() => Is(
        "simd-intrinsic-hit proven simd-intrinsic/llvm.x86.sse41.ptestz",
        Cause(Passing(), Failing('*').Prints("a", "thread 'a' has overflowed its stack", "llvm.x86.sse41.ptestz is not yet supported.")));

    [Test]
    public void What_LLVM_prints_too_where_it_passes_is_no_cause() => Is(
        "unexplained suspected unknown",
        Cause(Passing().Prints("a", "coroutine has overflowed its stack"), Failing().Prints("a", "coroutine has overflowed its stack")));

    [Test]
    public void What_another_test_says_is_not_held_against_this_one() => Is(
        "only-cranelift-panics suspected wrong-result",
        Cause(Passing(), Failing().Prints("b", "llvm.x86.sse41.ptestz is not yet supported.").Prints("a", Here)));

    [Test]
    public void The_run_of_a_test_alone_shows_what_the_run_with_others_hid() => Is(
        "simd-intrinsic-hit proven simd-intrinsic/llvm.x86.sse41.ptestz",
        Single(
            LegsOnPaper.Side(LegName.Llvm, "a+ | a+"),
            LegsOnPaper.Side(Failing('*'), new LegOnPaper(LegName.Cranelift, 2).Tests("a*").Prints("a", "llvm.x86.sse41.ptestz is not yet supported."))));

    [Test]
    public void Tests_that_fail_for_the_same_reason_share_a_cause()
    {
        const string Hit = "llvm.x86.sse41.ptestz is not yet supported.";
        var llvm = LegsOnPaper.Side(LegName.Llvm, "a+ b+ c+ d+ | a+ b+ c+ d+");
        var cranelift = LegsOnPaper.Side(
            new LegOnPaper(LegName.Cranelift).Tests("a- b- c- d-").Prints("a", Here).Prints("b", Hit).Prints("c", Hit).Prints("d", There),
            new LegOnPaper(LegName.Cranelift, 2).Tests("a- b- c- d-"));

        var causes = TestCauses.Of(new CrateComparison(llvm, cranelift), [.. "abcd".Select(name => LegOnPaper.Id(name.ToString()))]);

        Assert.That(
            causes.Select(cause => $"{WireName.Of(cause.Class)} {string.Join(' ', cause.Tests.Select(test => test.Name))}"),
            NUnit.Framework.Is.EqualTo(new[] { "simd-intrinsic b c", "wrong-result a d" }));
    }

    [Test]
    public void The_surest_of_the_tests_that_share_a_cause_stands_for_all()
    {
        var llvm = LegsOnPaper.Side(new LegOnPaper(LegName.Llvm).Tests("a+ b+").Prints("a", There).Prints("b", Here));
        var cranelift = LegsOnPaper.Side(new LegOnPaper(LegName.Cranelift).Tests("a- b-").SaysNothing("a").Prints("b", Here));

        var cause = TestCauses.Of(new CrateComparison(llvm, cranelift), [LegOnPaper.Id("a"), LegOnPaper.Id("b")]).Single();

        Is("panic-caught-by-llvm proven unwinding/catch-unwind", cause);
    }

    [Test]
    public void What_is_sure_has_the_same_signature_in_every_crate_and_what_is_suspected_one_of_its_text()
    {
        Assert.That(Cause(Passing().Prints("a", Here), Failing().Prints("a", Here)).Signature, NUnit.Framework.Is.EqualTo("unwinding/catch-unwind"));
        Assert.That(
            Cause(Passing(), Failing().Prints("a", Here)).Signature, NUnit.Framework.Is.EqualTo("wrong-result: thread 'a' (#) panicked at lib.rs:#:#:"));
    }

    [Test]
    public void A_wrong_result_is_told_by_what_the_panic_says_whatever_test_and_file_it_is_in()
    {
        var cause = Cause(Passing(), Failing().Prints("a", "", Here, "assertion `left == right` failed", "  left: 1"));

        Assert.That(cause.Evidence.Select(evidence => (evidence.Line, evidence.Text)), NUnit.Framework.Is.EqualTo(new[] { (2, Here), (3, "assertion `left == right` failed") }));
        Assert.That(cause.Signature, NUnit.Framework.Is.EqualTo("wrong-result: assertion `left == right` failed"));
    }

    [Test]
    public void A_note_of_std_is_no_message() =>
        Assert.That(Cause(Passing(), Failing().Prints("a", Here, "note: run with `RUST_BACKTRACE=1`")).Evidence, Has.Count.EqualTo(1));

    [TestCase("a", "b")]
    [TestCase("b", "a")]
    public void Which_of_several_tests_ends_first_makes_no_other_cause(string first, string second)
    {
        var llvm = LegsOnPaper.Side(new LegOnPaper(LegName.Llvm).Tests("a+ b+"));
        var cranelift = LegsOnPaper.Side(new LegOnPaper(LegName.Cranelift).Tests($"{first}- {second}-").Prints("a", Here, "assertion `left == right` failed").Prints("b", There, "too small"));

        var cause = TestCauses.Of(new CrateComparison(llvm, cranelift), [LegOnPaper.Id(first), LegOnPaper.Id(second)]).Single();

        Assert.That((cause.Signature, cause.Tests[0]), NUnit.Framework.Is.EqualTo(("wrong-result: assertion `left == right` failed", LegOnPaper.Id("a"))));
    }

    [Test]
    public void A_crash_has_the_same_signature_in_every_test() =>
        Assert.That(Cause(Passing(), Failing('*')).Signature, NUnit.Framework.Is.EqualTo("crash/sigabrt: signal # (SIGABRT)"));

    private static LegOnPaper Passing() => new LegOnPaper(LegName.Llvm).Tests("a+");

    private static LegOnPaper Failing(char sign = '-') => new LegOnPaper(LegName.Cranelift).Tests($"a{sign}");

    private static Cause Cause(LegOnPaper llvm, LegOnPaper cranelift) => Single(LegsOnPaper.Side(llvm), LegsOnPaper.Side(cranelift));

    private static Cause Cause(LegOnPaper llvm, LegOnPaper cranelift, string llvmControl, string craneliftControl) => Single(
        LegsOnPaper.Side(llvm) with { Control = LegsOnPaper.Side(LegName.Llvm with { Panic = PanicStrategy.Abort }, llvmControl).Leg },
        LegsOnPaper.Side(cranelift) with { Control = LegsOnPaper.Side(LegName.Cranelift with { Panic = PanicStrategy.Abort }, craneliftControl).Leg });

    private static Cause Single(BackendRuns llvm, BackendRuns cranelift) => TestCauses.Of(new CrateComparison(llvm, cranelift), [LegOnPaper.Id("a")]).Single();

    private static void Is(string expected, Cause cause)
    {
        var subclass = cause.Subclass is null ? "" : $"/{cause.Subclass}";
        Assert.That($"{cause.Rule} {WireName.Of(cause.Confidence)} {WireName.Of(cause.Class)}{subclass}", NUnit.Framework.Is.EqualTo(expected));
        Assert.That(cause.Evidence, NUnit.Framework.Is.Not.Empty);
    }
}
