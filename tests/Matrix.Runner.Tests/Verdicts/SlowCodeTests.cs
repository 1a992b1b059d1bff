using Matrix.Results;
using Matrix.Runner.Verdicts;

namespace Matrix.Runner.Tests.Verdicts;

/// <summary>A limit of 900 s of time ended the test with Cranelift; what it did until then tells why.</summary>
public sealed class SlowCodeTests
{
    [TestCase(890, 45, "regressed: 1 test of 2 needs more than 20 times the processor time with Cranelift")]
    [TestCase(890, 170, "regressed: 1 test of 2 needs more than 5 times the processor time with Cranelift")]
    [TestCase(890, 0.001, "regressed: 1 test of 2 needs more than 8900 times the processor time with Cranelift")]
    [TestCase(890, 190, "inconclusive: 1 test met a limit or a fault of the machine with Cranelift (timeout)", Description = "slow with both")]
    [TestCase(440, 1, "inconclusive: 1 test met a limit or a fault of the machine with Cranelift (timeout)", Description = "a busy machine, or a clock")]
    [TestCase(0.02, 0.01, "inconclusive: 1 test met a limit or a fault of the machine with Cranelift (timeout)", Description = "a hang")]
    public void What_processor_time_proves_is_slow_code(double cranelift, double llvm, string expected) =>
        Assert.That(Say(Decide(cranelift, llvm)), Is.EqualTo(expected));

    [TestCase(890, 45, Confidence.Proven)]
    [TestCase(890, 0.2, Confidence.Likely, Description = "it may as well have no end")]
    public void Both_times_are_its_evidence(double cranelift, double llvm, Confidence confidence)
    {
        var cause = Decide(cranelift, llvm).Causes.Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(cause.Class, Is.EqualTo(FailureClass.SlowCode));
            Assert.That(cause.Confidence, Is.EqualTo(confidence));
            Assert.That(cause.Evidence, Has.Count.EqualTo(2));
            Assert.That(cause.Tests, Is.EqualTo(new[] { LegOnPaper.Id("a") }));
        }
    }

    [TestCase(500, 61, "compatible: all 2 tests pass with both; they need more than 5 times the processor time with Cranelift")]
    [TestCase(300, 61, "compatible: all 2 tests pass with both")]
    [TestCase(59, 1, "compatible: all 2 tests pass with both", Description = "nobody waits for it")]
    [TestCase(61, 500, "compatible: all 2 tests pass with both")]
    public void What_passes_and_works_much_longer_is_told(double cranelift, double llvm, string expected) => Assert.That(
        Say(Decide(new LegOnPaper(LegName.Llvm).Tests("a+ b+").Burns(llvm), new LegOnPaper(LegName.Cranelift).Tests("a+ b+").Burns(cranelift))), Is.EqualTo(expected));

    [Test]
    public void It_is_not_controlled_and_nobody_listens_to_it()
    {
        var legs = Legs(890, 45);

        Assert.That(legs.ToControl, Is.Empty);
    }

    [Test]
    public void A_test_that_LLVM_did_not_run_alone_proves_nothing() => Assert.That(
        Decide(new LegOnPaper(LegName.Llvm).Tests("a+ b+"), new LegOnPaper(LegName.Cranelift).Tests("a! b+").Works("a", 890)).Kind,
        Is.EqualTo(VerdictKind.Inconclusive));

    [Test]
    public void A_test_that_passed_with_Cranelift_once_is_not_slow()
    {
        var cranelift = LegsOnPaper.Side(new LegOnPaper(LegName.Cranelift).Tests("a+ b+"), new LegOnPaper(LegName.Cranelift, 2).Tests("a!").Works("a", 890));

        Assert.That(SlowCode.Of(Legs(890, 45) with { Candidate = cranelift }, LegOnPaper.Id("a")), Is.Null);
    }

    [Test]
    public void LLVM_is_never_the_slow_one() => Assert.That(
        Judge.Decide(new CrateComparison(
            LegsOnPaper.Side(new LegOnPaper(LegName.Llvm).Tests("a! b+").Works("a", 890)),
            LegsOnPaper.Side(new LegOnPaper(LegName.Cranelift).Tests("a+ b+"), new LegOnPaper(LegName.Cranelift, 2).Tests("a+").Works("a", 1)))).Kind,
        Is.EqualTo(VerdictKind.Inconclusive));

    private static CrateComparison Legs(double cranelift, double llvm) => new(
        LegsOnPaper.Side(new LegOnPaper(LegName.Llvm).Tests("a+ b+"), new LegOnPaper(LegName.Llvm, 2).Tests("a+").Works("a", llvm)),
        LegsOnPaper.Side(new LegOnPaper(LegName.Cranelift).Tests("a! b+").Works("a", cranelift)));

    private static Judgement Decide(double cranelift, double llvm) => Judge.Decide(Legs(cranelift, llvm));

    private static Judgement Decide(LegOnPaper llvm, LegOnPaper cranelift) => Judge.Decide(new CrateComparison(LegsOnPaper.Side(llvm), LegsOnPaper.Side(cranelift)));

    private static string Say(Judgement judgement) => $"{WireName.Of(judgement.Kind)}: {judgement.Reason}";
}
