using Matrix.Results;
using Matrix.Runner.Legs;
using Matrix.Runner.Tests.Verdicts;

namespace Matrix.Runner.Tests.Legs;

public sealed class LegOutcomesTests
{
    private static readonly LegOutcome Passed = new LegOutcome.Passed();
    private static readonly LegOutcome Environmental = new LegOutcome.Failed(Phase.Test, Environmental: true);
    private static readonly LegOutcome Own = new LegOutcome.Failed(Phase.Test, Environmental: false);

    [Test]
    public void A_leg_whose_phases_all_pass_passes() => Assert.That(Of("a+ b."), Is.EqualTo(Passed));

    [Test]
    public void The_first_phase_that_fails_counts([Values(Phase.Fetch, Phase.Build, Phase.TestBuild, Phase.Doctest)] Phase phase) =>
        Assert.That(OutcomeOf(new LegOnPaper(LegName.Llvm).FailsAt(phase)), Is.EqualTo(new LegOutcome.Failed(phase, Environmental: false)));

    [Test]
    public void A_test_that_fails_by_itself_outweighs_those_that_met_a_limit() => Assert.That(Of("a! b-"), Is.EqualTo(Own));

    [Test]
    public void Tests_that_all_met_a_limit_say_nothing_of_the_crate() => Assert.That(Of("a! b+ c!"), Is.EqualTo(Environmental));

    [Test]
    public void A_test_that_says_that_the_machine_is_to_blame_says_nothing_of_the_crate() =>
        Assert.That(OutcomeOf(new LegOnPaper(LegName.Llvm).Tests("a-").Prints("a", "No space left on device")), Is.EqualTo(Environmental));

    [Test]
    public void What_another_test_says_of_the_machine_does_not_excuse_this_one() =>
        Assert.That(OutcomeOf(new LegOnPaper(LegName.Llvm).Tests("a- b+").Prints("b", "No space left on device")), Is.EqualTo(Own));

    [Test]
    public void A_signal_is_the_tests_own_doing() => Assert.That(Of("a*"), Is.EqualTo(Own));

    [Test]
    public void Units_of_the_other_backend_make_a_leg_unusable_whatever_it_came_to([Values("a+", "a-")] string tests) =>
        Assert.That(
            OutcomeOf(new LegOnPaper(LegName.Llvm).Tests(tests).WithWrongUnit("memchr 2.7.4 memchr")),
            Is.EqualTo(new LegOutcome.Unusable("not compiled by the leg's backend: memchr 2.7.4 memchr")));

    [Test]
    public void Three_of_the_wrong_units_are_named() =>
        Assert.That(
            LegOutcomes.Of([], [], new CompiledUnits { Wrong = ["a", "b", "c", "d"] }, [], [], []),
            Is.EqualTo(new LegOutcome.Unusable("not compiled by the leg's backend: a, b, c")));

    [TestCase("a+")]
    [TestCase("a-")]
    [TestCase("a!")]
    public void Two_sources_that_do_not_agree_make_a_leg_unusable_whatever_it_came_to(string tests) =>
        Assert.That(
            OutcomeOf(new LegOnPaper(LegName.Llvm).Tests(tests).Contradicts("one", "two", "three", "four")),
            Is.EqualTo(new LegOutcome.Unusable("two sources do not agree: one; two; three")));

    [Test]
    public void A_test_that_was_not_run_has_not_failed() => Assert.That(
        LegOutcomes.Of(
            [new PhaseResult { Phase = Phase.Test, Exit = new ProcessExit.Exited(101), Passed = false, Log = "log" }],
            [new TestResult { Target = "test it", Name = "a", Outcome = TestOutcome.NotRun }],
            new CompiledUnits(), [], [], []),
        Is.EqualTo(Own));

    [TestCase("error: failed to write /target/debug/deps/x.o: No space left on device (os error 28)", true)]
    [TestCase("error: linking with `cc` failed: exit status: 1", false)]
    [TestCase("error[E0432]: unresolved import `a`", false)]
    public void What_the_machine_kept_from_compiling_at_that_moment_is_not_left_out(string said, bool isOfTheMachine) => Assert.That(
        OutcomeOf(new LegOnPaper(LegName.Llvm).Tests("a+ set%").Builds(Phase.TestBuild, "memchr 2.7.4", said)),
        Is.EqualTo(isOfTheMachine ? new LegOutcome.Failed(Phase.TestBuild, Environmental: true) : Passed));

    [Test]
    public void A_build_in_which_no_compiler_was_seen_proves_nothing() =>
        Assert.That(
            LegOutcomes.Of([new PhaseResult { Phase = Phase.Build, Exit = new ProcessExit.Exited(0), Passed = true, Log = "log" }], [], new CompiledUnits(), [], [], []),
            Is.InstanceOf<LegOutcome.Unusable>());

    [Test]
    public void A_repeat_that_builds_nothing_needs_no_compiler() => Assert.That(LegOutcomes.Of([], [], new CompiledUnits(), [], [], []), Is.EqualTo(Passed));

    private static LegOutcome Of(string tests) => OutcomeOf(new LegOnPaper(LegName.Llvm).Tests(tests));

    private static LegOutcome OutcomeOf(LegOnPaper leg) => leg.Finish().Result.Outcome;
}
