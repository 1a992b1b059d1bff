using Matrix.Results;
using Matrix.Runner.Verdicts;

namespace Matrix.Runner.Tests.Verdicts;

public sealed class JudgeTests
{
    // Tests.
    [TestCase("a+ b+", "a+ b+", "compatible: all 2 tests pass with both")]
    [TestCase("a+", "a+", "compatible: its one test passes with both")]
    [TestCase("", "", "compatible: builds with both; it has no tests that ran")]
    [TestCase("a.", "a.", "compatible: builds with both; it has no tests that ran")]
    [TestCase("a+ b.", "a+ b.", "compatible: its one test passes with both")]
    [TestCase("a+ b+ | b+", "a+ b- | b-", "regressed: 1 test of 2 fails with Cranelift only")]
    [TestCase("a+ b+ | a+ b+", "a- b- | a- b-", "regressed: 2 tests of 2 fail with Cranelift only")]
    [TestCase("a+ | a+", "a~ | a~", "unequal: 1 test ran on one side only", Description = "not run is not passed, and not failed")]
    [TestCase("a~ | a~", "a+ | a+", "unequal: 1 test ran on one side only")]
    [TestCase("a~ | a~", "a~ | a~", "compatible: builds with both; it has no tests that ran")]
    [TestCase("a+ | a+", "a- | a~", "inconclusive: 1 test failed on one side only, but gave no answer when repeated", Description = "not run has not failed")]
    [TestCase("a+ | a+ | a+", "a- | a~ | a-", "regressed: 1 test of 1 fails with Cranelift only")]
    [TestCase("a+ | a+", "a~ | a-", "unequal: 1 test ran on one side only")]
    [TestCase("a+ | a+", "a* | a*", "regressed: 1 test of 1 fails with Cranelift only")]
    [TestCase("a+ b! | a+", "a- b+ | a-", "regressed: 1 test of 2 fails with Cranelift only", Description = "another test timed out")]
    [TestCase("a+ b+ | a+", "a- b! | a-", "regressed: 1 test of 2 fails with Cranelift only", Description = "another test timed out")]
    [TestCase("a+ b+ | a+ b+", "a- b- | a- b+", "regressed: 1 test of 2 fails with Cranelift only", Description = "another test is flaky")]
    [TestCase("a+ b- | a+ b-", "a- b- | a- b-", "partly-broken: 1 test of 2 fails with Cranelift only, 1 test with LLVM too")]
    [TestCase("a+ b- | a+ b-", "a- b+ | a- b+", "partly-broken: 1 test of 2 fails with Cranelift only, 1 test with LLVM too")]
    [TestCase("a- | a-", "a+ | a+", "improved: 1 test of 1 fails with LLVM only")]
    [TestCase("a- | a-", "a- | a-", "broken: 1 test of 1 fails with both")]
    [TestCase("a- b- | a- b-", "a- b- | a- b-", "broken: 2 tests of 2 fail with both")]
    [TestCase("a+ | a+", "a- | a+", "flaky: 1 test fails only now and then: a in 1 of 2 runs with Cranelift")]
    [TestCase("a- | a+", "a+ | a+", "flaky: 1 test fails only now and then: a in 1 of 2 runs with LLVM")]
    [TestCase("a+ | a-", "a- | a-", "flaky: 1 test fails only now and then: a in 1 of 2 runs with LLVM", Description = "LLVM's pass does not repeat")]
    [TestCase("a+ | a+ | a+", "a- | a- | a+", "flaky: 1 test fails only now and then: a in 2 of 3 runs with Cranelift")]
    [TestCase("a- b- | a+ b-", "a- b- | a- b-", "flaky: 1 test fails only now and then: a in 1 of 2 runs with LLVM")]
    [TestCase("a+", "a!", "inconclusive: 1 test met a limit or a fault of the machine with Cranelift (timeout)")]
    [TestCase("a!", "a+", "inconclusive: 1 test met a limit or a fault of the machine with LLVM (timeout)")]
    [TestCase("a! b!", "a! b!", "inconclusive: 2 tests met a limit or a fault of the machine with LLVM and Cranelift (timeout)")]
    [TestCase("a- | a-", "a! | a-", "inconclusive: 1 test met a limit or a fault of the machine with Cranelift (timeout)")]
    [TestCase("a+", "a-", "inconclusive: 1 test failed on one side only, but gave no answer when repeated")]
    [TestCase("a-", "a+", "inconclusive: 1 test failed on one side only, but gave no answer when repeated")]
    [TestCase("a+ b+", "a+", "unequal: 1 test ran on one side only")]
    [TestCase("a+", "a+ b+ c+", "unequal: 2 tests ran on one side only")]
    [TestCase("a+ b+", "a+ b.", "unequal: 1 test ran on one side only")]
    [TestCase("a+ b.", "a+ b- | b-", "invalid: the Cranelift leg failed in its phase test, and no test that both sides have says so", Description = "LLVM did not run it")]

    // What fails with both is left out, unless it is nearly all.
    [TestCase("a+ b+ c- | c-", "a+ b+ c- | c-", "compatible: 2 tests pass with both; 1 fails with LLVM too")]
    [TestCase("a+ b- c- | b- c-", "a+ b- c- | b- c-", "compatible: 1 test passes with both; 2 fail with LLVM too")]
    [TestCase("a+ b- c- | b- c-", "a+ b+ c- | c-", "improved: 1 test of 3 fails with LLVM only; 1 fails with LLVM too")]
    [TestCase("a+ b- c+ | b-", "a+ b- | b-", "unequal: 1 test ran on one side only; 1 fails with LLVM too")]
    [TestCase("a+ b- c- d- e- f- g- h- i- j- | b- c- d- e- f- g- h- i- j-", "a+ b- c- d- e- f- g- h- i- j- | b- c- d- e- f- g- h- i- j-", "compatible: 1 test passes with both; 9 fail with LLVM too")]
    [TestCase("a+ b- c- d- e- f- g- h- i- j- k- | b- c- d- e- f- g- h- i- j- k-", "a+ b- c- d- e- f- g- h- i- j- k- | b- c- d- e- f- g- h- i- j- k-", "broken: 10 tests of 11 fail with both")]

    // Targets that do not compile.
    [TestCase("a+ set%", "a+ set%", "compatible: 1 test in 1 of its 2 targets passes with both; test set does not build with LLVM either")]
    [TestCase("a+ b+ c- set% | c-", "a+ b+ c- set% | c-", "compatible: 2 tests in 1 of its 2 targets pass with both; 1 fails with LLVM too; test set does not build with LLVM either")]
    [TestCase("a+ b+ one% two% three% four% six%", "a+ b+ one% two% three% four% six%", "compatible: 2 tests in 1 of its 6 targets pass with both; test one, test two, test three and 2 more do not build with LLVM either")]
    [TestCase("set%", "set%", "broken: test set does not build with LLVM either, and no test is left")]
    [TestCase("a- set% | a-", "a- set% | a-", "broken: test set does not build with LLVM either, and 1 test of 1 fails with both")]
    [TestCase("a+ b+ | b+", "a+ b- set% | b- | rebuild: set%", "regressed: test set does not build with Cranelift; 1 test of 2 fails with Cranelift only")]
    [TestCase("a+", "a+ set% | rebuild: set%", "regressed: test set does not build with Cranelift")]
    [TestCase("a+ set%", "a+ set% it2% | rebuild: set% it2%", "partly-broken: test it2 does not build with Cranelift; test set does not build with LLVM either")]
    [TestCase("a+", "a+ set% | rebuild:", "flaky: test set did not compile, and compiled when it was built again")]
    [TestCase("a+", "a+ set% | rebuild: test-build timed-out", "inconclusive: test set did not compile on one side only, but gave no answer when repeated")]
    [TestCase("a+", "a+ set%", "inconclusive: test set did not compile on one side only, but gave no answer when repeated")]
    [TestCase("a+ set% | rebuild: set%", "a+", "improved: test set does not build with LLVM")]
    [TestCase("other/a+ a- | a-", "other/a+ it% | rebuild: it%", "regressed: test it does not build with Cranelift", Description = "nothing of a target that is left out is compared")]
    [TestCase("a+ other/set%", "a+ other/set% set% | rebuild: other/set% set%", "partly-broken: test set does not build with Cranelift; other test set does not build with LLVM either")]

    // Executables that fail though no test does: each is a test of its own.
    [TestCase("a+ | #+", "a+ #- | #-", "regressed: 1 test of 2 fails with Cranelift only")]
    [TestCase("a+ #- | #-", "a+ | #+", "improved: 1 test of 2 fails with LLVM only")]
    [TestCase("a+ #- | #-", "a+ #- | #-", "compatible: 1 test passes with both; 1 fails with LLVM too")]
    [TestCase("a+ | #+", "a+ #- | #+", "flaky: 1 test fails only now and then: test it in 1 of 2 runs with Cranelift")]
    [TestCase("a+", "a+ #-", "inconclusive: 1 test failed on one side only, but gave no answer when repeated")]
    [TestCase("a+ | #-", "a+ #- | #-", "flaky: 1 test fails only now and then: test it in 1 of 2 runs with LLVM")]

    // Of packages that have tests of the same names.
    [TestCase("one/a+ two/a+ | two/a+", "one/a+ two/a- | two/a-", "regressed: 1 test of 2 fails with Cranelift only")]
    [TestCase("one/a- two/a+ | one/a- two/a+", "one/a+ two/a- | one/a+ two/a-", "partly-broken: 1 test of 2 fails with Cranelift only, 1 test with LLVM too")]
    [TestCase("one/a+ two/a+", "one/a+", "unequal: 1 test ran on one side only")]
    [TestCase("one/a+ two/a+ | two/#+", "one/a+ two/a+ two/#- | two/#-", "regressed: 1 test of 3 fails with Cranelift only")]

    // Runs of a manner of their own.
    [TestCase("a- b+ | as-cargo: a+", "a- b+ | as-cargo: a+", "compatible: all 2 tests pass with both")]
    [TestCase("a- b- | as-cargo: a+ b- | as-cargo: b-", "a- b- | as-cargo: a+ b- | as-cargo: b-", "compatible: 1 test passes with both; 1 fails with LLVM too")]
    [TestCase("a- | as-cargo: a+ | as-cargo: a+", "a- | as-cargo: a- | as-cargo: a-", "regressed: 1 test of 1 fails with Cranelift only")]
    [TestCase("a- | as-cargo: a+ | as-cargo: a+", "a- | as-cargo: a-", "inconclusive: 1 test failed on one side only, but gave no answer when repeated")]
    [TestCase("a- | as-cargo: a+ | as-cargo: a-", "a- | as-cargo: a- | as-cargo: a-", "flaky: 1 test fails only now and then: a in 1 of 2 runs with LLVM")]
    [TestCase("a+ | a+ | together: a+", "a- | a+ | together: a-", "regressed: 1 test of 1 fails with Cranelift only", Description = "fails in company")]
    [TestCase("a+ | a+ | together: a+", "a- | a+ | together: a+ | together: a-", "flaky: 1 test fails only now and then: a in 2 of 3 runs with Cranelift")]
    [TestCase("a+ | a+ | overheard: a+", "a- | a- | overheard: a+", "regressed: 1 test of 1 fails with Cranelift only", Description = "tells why, never whether")]
    [TestCase("a+ | overheard: a-", "a- | overheard: a-", "inconclusive: 1 test failed on one side only, but gave no answer when repeated")]

    // A leg that failed is never called well.
    [TestCase("a+", "test", "invalid: the Cranelift leg failed in its phase test, and no test that both sides have says so")]
    [TestCase("test", "", "invalid: the LLVM leg failed in its phase test, and no test that both sides have says so")]
    [TestCase("test", "test", "invalid: the LLVM leg failed in its phase test, and no test that both sides have says so")]
    [TestCase("doctest", "doctest", "invalid: the LLVM leg failed in its phase doctest, and no test that both sides have says so")]
    [TestCase("", "test log-too-large", "inconclusive: Cranelift, test: printed more than 64 MiB")]

    // Builds.
    [TestCase("a+", "build | build", "regressed: does not build with Cranelift")]
    [TestCase("a+", "test-build | test-build", "regressed: does not build its tests with Cranelift")]
    [TestCase("a+", "fetch | fetch", "regressed: does not get its dependencies with Cranelift")]
    [TestCase("a! b+", "build | build", "regressed: does not build with Cranelift", Description = "LLVM's limit came after its build")]
    [TestCase("build | build", "a+", "improved: does not build with LLVM")]
    [TestCase("build | build", "a- | a-", "broken: does not build with LLVM either")]
    [TestCase("build | build", "build | build", "broken: does not build with LLVM either")]
    [TestCase("build | build", "test-build | test-build", "broken: does not build with LLVM either")]
    [TestCase("test-build | test-build", "build | build", "partly-broken: fails with LLVM too, but does not even build with Cranelift")]
    [TestCase("a- | a-", "test-build | test-build", "partly-broken: fails with LLVM too, but does not even build its tests with Cranelift")]
    [TestCase("a- | a+", "a+ | a-", "flaky: 1 test fails only now and then: a in 1 of 2 runs with Cranelift, 1 of 2 with LLVM")]
    [TestCase("a+", "build | a+", "flaky: a build failed, and passed when it was repeated")]
    [TestCase("build | a+", "a+", "flaky: a build failed, and passed when it was repeated")]
    [TestCase("build | build", "build | a+", "flaky: a build failed, and passed when it was repeated")]
    [TestCase("a+", "build", "inconclusive: does not build with Cranelift, but gave no answer when repeated")]
    [TestCase("build", "a+", "inconclusive: does not build with LLVM, but gave no answer when repeated")]
    [TestCase("a+", "build | build timed-out", "inconclusive: does not build with Cranelift, but gave no answer when repeated")]
    [TestCase(
        "a- | a-", "build", "inconclusive: fails with LLVM too, but does not even build with Cranelift, but gave no answer when repeated")]
    [TestCase("a+", "build timed-out", "inconclusive: Cranelift, build: timed out after 900 s")]
    [TestCase("build went-silent", "a+", "inconclusive: LLVM, build: printed nothing for 600 s")]
    [TestCase("a+", "test-build out-of-memory", "inconclusive: Cranelift, test-build: used more than 4096 MiB of memory")]
    [TestCase("build not-started", "build not-started", "inconclusive: LLVM, build: could not start: there is no cargo")]
    [TestCase("build | build", "build timed-out", "inconclusive: Cranelift, build: timed out after 900 s")]
    public void A_pair_of_legs_gives_its_verdict_and_a_sentence(string llvm, string cranelift, string expected)
    {
        var judgement = Judge.Decide(LegsOnPaper.Of(llvm, cranelift));

        Assert.That($"{WireName.Of(judgement.Kind)}: {judgement.Reason}", Is.EqualTo(expected));
    }

    [Test]
    public void A_leg_that_tested_the_other_backend_makes_all_invalid([Values] BackendName wrong)
    {
        var llvm = new LegOnPaper(LegName.Llvm).Tests("a+");
        var cranelift = new LegOnPaper(LegName.Cranelift).Tests("a-");
        (wrong == BackendName.Llvm ? llvm : cranelift).WithWrongUnit("memchr 2.7.4 build_script_build");

        var judgement = Judge.Decide(new CrateComparison(LegsOnPaper.Side(llvm), LegsOnPaper.Side(cranelift)));

        Assert.That(judgement.Kind, Is.EqualTo(VerdictKind.Invalid));
        Assert.That(
            judgement.Reason,
            Is.EqualTo($"the {(wrong == BackendName.Llvm ? "LLVM" : "Cranelift")} leg: not compiled by the leg's backend: memchr 2.7.4 build_script_build"));
    }

    [TestCase("a+", "a+")]
    [TestCase("a+ | a+", "a- | a-")]
    [TestCase("build | build", "a+")]
    public void Two_sources_that_do_not_agree_make_all_invalid(string llvm, string cranelift)
    {
        var legs = LegsOnPaper.Of(llvm, cranelift);
        var torn = new LegOnPaper(LegName.Cranelift).Tests("a+").Contradicts("libtest counts 2 passed, and 1 were seen").Finish();

        var judgement = Judge.Decide(legs with { Candidate = legs.Candidate with { Leg = torn } });

        Assert.That(judgement, Is.EqualTo(Judgement.Plain(VerdictKind.Invalid, "the Cranelift leg: two sources do not agree: libtest counts 2 passed, and 1 were seen")));
    }

    [Test]
    public void Where_LLVM_is_in_the_candidates_place_it_is_not_called_Cranelift()
    {
        var legs = LegsOnPaper.Of("a+ | a+", "a- | a-") with { Candidate = LegsOnPaper.Side(new LegName(BackendName.Llvm.Again()), "a- | a-") };

        Assert.That(Judge.Decide(legs).Reason, Is.EqualTo("1 test of 1 fails with LLVM the second time only"));
    }

    [Test]
    public void A_leg_that_was_not_run_is_no_pass()
    {
        var legs = LegsOnPaper.Of("a+", "a+");
        var notRun = legs.Candidate with
        {
            Leg = legs.Candidate.Leg with { Result = legs.Candidate.Leg.Result with { Outcome = new LegOutcome.NotRun("no such backend") } },
        };

        Assert.That(Judge.Decide(legs with { Candidate = notRun }), Is.EqualTo(Judgement.Plain(VerdictKind.Skipped, "the Cranelift leg: no such backend")));
        Assert.That(Judge.Decide(legs with { Baseline = notRun }), Is.EqualTo(Judgement.Plain(VerdictKind.Skipped, "the LLVM leg: no such backend")));
    }

    [Test]
    public void Every_test_that_the_legs_disagree_on_is_listed()
    {
        var judgement = Judge.Decide(LegsOnPaper.Of("a+ b- c+ d+ | a+ b- c+", "a- b+ c- e+ | a- b+ c+"));

        Assert.That(
            judgement.Tests.Select(test => $"{test.Name} {test.Baseline?.ToString() ?? "none"} {test.Candidate?.ToString() ?? "none"}"),
            Is.EqualTo(new[] { "a Passed Failed", "b Failed Passed", "c Passed Failed", "d Passed none", "e none Passed" }));
    }

    [Test]
    public void What_was_not_compared_is_listed()
    {
        var legs = LegsOnPaper.Of("a+ b- set% | b-", "a+ b- set% | b-");

        var left = Judge.Decide(legs).NotCompared!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(left.Tests, Is.EqualTo(new[] { LegOnPaper.Id("b") }));
            Assert.That(left.OfTests, Is.EqualTo(2));
            Assert.That(left.Targets.Select(target => target.Name), Is.EqualTo(new[] { "test set" }));
            Assert.That(left.OfTargets, Is.EqualTo(2));
            Assert.That(Judge.Decide(LegsOnPaper.Of("a+", "a+")).NotCompared, Is.Null);
            Assert.That(Judge.Decide(LegsOnPaper.Of("set%", "set%")).NotCompared, Is.Null, "of what is broken nothing is compared anyway");
        }
    }

    [Test]
    public void What_needs_a_target_that_does_not_compile_stands_and_falls_with_it()
    {
        var tool = new TestId("bin tool", "bin tool");
        LegOnPaper Leg(LegName name, int attempt = 1) => new(name, attempt);
        LegOnPaper Without(LegOnPaper leg) => leg.Lacks(tool, phase: Phase.Build).Lacks(LegOnPaper.TargetOf(LegOnPaper.Id("cli")), needs: "bin tool");

        var judgement = Judge.Decide(new CrateComparison(
            LegsOnPaper.Side(Leg(LegName.Llvm).Tests("a+")),
            LegsOnPaper.Side(Without(Leg(LegName.Cranelift).Tests("a+")), Without(Leg(LegName.Cranelift, 2)).Rebuilds())));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(judgement.Reason, Is.EqualTo("bin tool does not build with Cranelift"));
            Assert.That(judgement.Causes.Single().Tests, Is.EqualTo(new[] { tool }));
            Assert.That(judgement.Tests.Select(test => (test.Id, test.Baseline, test.Candidate)), Is.EqualTo(new[] { (tool, (TestOutcome?)TestOutcome.Passed, (TestOutcome?)TestOutcome.NotBuilt) }));
        }
    }

    [Test]
    public void A_target_that_does_not_compile_for_what_the_machine_lacks_is_not_held_against_Cranelift()
    {
        LegOnPaper Cranelift(int attempt) => new LegOnPaper(LegName.Cranelift, attempt).Tests("a+ set%")
            .Builds(Phase.TestBuild, "memchr 2.7.4", "error: could not execute process `sccache rustc -vV` (never executed)");

        var judgement = Judge.Decide(new CrateComparison(LegsOnPaper.Side(LegName.Llvm, "a+"), LegsOnPaper.Side(Cranelift(1), Cranelift(2).Rebuilds())));

        Assert.That((judgement.Kind, judgement.Reason), Is.EqualTo((VerdictKind.Inconclusive, "test set did not compile with Cranelift for what this machine lacks")));
    }

    [Test]
    public void The_surest_cause_comes_first_whatever_it_is_of()
    {
        var cranelift = new LegOnPaper(LegName.Cranelift).Tests("a- set%").Prints("a", "thread 'a' (7) panicked at src/lib.rs:3:9:", "llvm.x86.avx2.psllv.d is not yet supported.");

        var judgement = Judge.Decide(new CrateComparison(
            LegsOnPaper.Side(LegName.Llvm, "a+ | a+"),
            LegsOnPaper.Side(cranelift, new LegOnPaper(LegName.Cranelift, 2).Tests("a-"), new LegOnPaper(LegName.Cranelift, 3).Tests("set%").Rebuilds())));

        Assert.That(judgement.Causes.Select(cause => (cause.Class, cause.Confidence)), Is.EqualTo(new[]
        {
            (FailureClass.SimdIntrinsic, Confidence.Proven), (FailureClass.Unknown, Confidence.Suspected),
        }));
    }

    [Test]
    public void An_unusual_cause_of_the_machine_in_a_log_makes_a_build_inconclusive()
    {
        var cranelift = new LegOnPaper(LegName.Cranelift)
            .Builds(Phase.Build, null, "error: failed to write /target/debug/deps/x.o: No space left on device (os error 28)")
            .FailsAt(Phase.Build);

        var judgement = Judge.Decide(new CrateComparison(LegsOnPaper.Side(LegName.Llvm, "a+"), LegsOnPaper.Side(cranelift)));

        Assert.That(judgement.Kind, Is.EqualTo(VerdictKind.Inconclusive));
        Assert.That(judgement.Reason, Is.EqualTo("Cranelift, build: disk-full"));
        Assert.That(judgement.Causes.Single().Class, Is.EqualTo(FailureClass.DiskFull));
    }

    [Test]
    public void What_lies_behind_a_setting_is_told_after_it()
    {
        var lto = new LegOnPaper(LegName.Cranelift)
            .Builds(Phase.Build, "memchr 2.7.4", "error: LTO is not supported by rustc_codegen_cranelift");
        var first = Judge.Decide(new CrateComparison(
            LegsOnPaper.Side(LegName.Llvm, "a+"), LegsOnPaper.Side(lto.FailsAt(Phase.Build), new LegOnPaper(LegName.Cranelift, 2).FailsAt(Phase.Build))));
        var behind = Judge.Decide(LegsOnPaper.Of("a+ | a+", "a- | a-"));

        var together = first.WorkedAround(Workaround.WithoutLto, behind);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.IsBecauseOf(FailureClass.UnsupportedFlag, "lto"), Is.True);
            Assert.That(together.Kind, Is.EqualTo(VerdictKind.Regressed));
            Assert.That(
                together.Reason,
                Is.EqualTo("does not build with Cranelift; without that, regressed: 1 test of 1 fails with Cranelift only"));
            Assert.That(together.Causes.Select(cause => (cause.Class, cause.Masked)), Is.EqualTo(new[]
            {
                (FailureClass.UnsupportedFlag, false), (FailureClass.Unknown, true),
            }));
            Assert.That(together.Tests.Select(test => test.Name), Is.EqualTo(new[] { "a" }));
        }
    }
}
