using Matrix.Results;
using Matrix.Runner.Legs;
using Matrix.Runner.Tests.Verdicts;

namespace Matrix.Runner.Tests;

public sealed class ProbeTests
{
    [Test]
    public void A_backend_that_cannot_catch_and_stops_at_an_intrinsic_is_told_so()
    {
        var answers = Probe.Answers(Leg("runs+ catch_unwind_catches- unsupported_intrinsic*", "llvm.x86.avx2.psllv.d is not yet supported."));

        Assert.That(answers, Is.EqualTo(new ProbeRecord(BackendLoads: true, CatchUnwindCatches: false, "signal 6 (SIGABRT)")
        {
            UnsupportedIntrinsicText = "llvm.x86.avx2.psllv.d is not yet supported.",
        }));
    }

    [Test]
    public void A_backend_that_can_do_all_is_told_so() =>
        Assert.That(
            Probe.Answers(Leg("runs+ catch_unwind_catches+ unsupported_intrinsic+")),
            Is.EqualTo(new ProbeRecord(BackendLoads: true, CatchUnwindCatches: true, "supported")));

    [Test]
    public void What_was_not_tried_has_no_answer() =>
        Assert.That(Probe.Answers(Leg("runs+")), Is.EqualTo(new ProbeRecord(BackendLoads: true, CatchUnwindCatches: null, "not tried on this architecture")));

    [TestCase("runs+ catch_unwind_catches~ unsupported_intrinsic-", ExpectedResult = "failed")]
    [TestCase("runs+ catch_unwind_catches~ unsupported_intrinsic~", ExpectedResult = "not-run")]
    public string What_ended_without_a_word_is_told_by_its_outcome(string tests)
    {
        var answers = Probe.Answers(Leg(tests));

        Assert.That(answers.CatchUnwindCatches, Is.Null);
        return answers.UnsupportedIntrinsic;
    }

    [Test]
    public void A_backend_whose_code_does_not_run_does_not_load() => Assert.That(Probe.Answers(Leg("runs-")).BackendLoads, Is.False);

    [Test]
    public void The_probe_crate_has_the_tests_that_are_asked_for() =>
        Assert.That(
            Directory.EnumerateFiles(Matrix.Testing.Repository.PathOf("toolchain/probe"), "*.rs", SearchOption.AllDirectories).Select(File.ReadAllText),
            Has.Some.Contains("fn runs(").And.Some.Contains("fn catch_unwind_catches(").And.Some.Contains("fn unsupported_intrinsic("));

    private static FinishedLeg Leg(string tests, params string[] printed) =>
        new LegOnPaper(LegName.Cranelift).Tests(tests).Prints("unsupported_intrinsic", printed).Finish();
}
