using Matrix.Report.Pages.Crate;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Tests.Pages.Crate;

public sealed class CrateAnswerTests
{
    [Test]
    public void Platforms_that_say_the_same_are_told_together_what_works_first()
    {
        var answer = CrateAnswer.Of(Crate(
            ("linux-x86_64", Sample.Verdict("a", VerdictKind.Regressed) with { Causes = [Sample.Cause(FailureClass.SimdIntrinsic, "llvm.x86.x")] }),
            ("linux-aarch64", Sample.Verdict("a", VerdictKind.Compatible)),
            ("macos-x86_64", Sample.Verdict("a", VerdictKind.Flaky)),
            ("macos-aarch64", Sample.Verdict("a", VerdictKind.Improved)),
            ("plan9-mips", Sample.Verdict("a", VerdictKind.Compatible))));

        Assert.That(answer, Is.EqualTo(
            "Works with Cranelift on Linux aarch64, macOS aarch64 and plan9-mips; fails with Cranelift for simd-intrinsic / llvm.x86.x on Linux x86_64; no answer (flaky) on macOS x86_64."));
    }

    [Test]
    public void A_failure_without_a_cause_is_a_sentence_too() =>
        Assert.That(CrateAnswer.Of(Crate(("linux-x86_64", Sample.Verdict("a", VerdictKind.PartlyBroken)))), Is.EqualTo("Fails with Cranelift on Linux x86_64."));

    [TestCase(true, "Works with Cranelift as far as its tests go on Linux x86_64.")]
    [TestCase(false, "Works with Cranelift as far as its tests go, which did not run where the processor has avx512bw, on Linux x86_64.")]
    public void What_works_with_traps_in_reach_works_as_far_as_its_tests_go(bool isHere, string answer) => Assert.That(
        CrateAnswer.Of(Crate(("linux-x86_64", Sample.Verdict("a", VerdictKind.Compatible) with { InReach = [Sample.Trap(isHere)] }))), Is.EqualTo(answer));

    [Test]
    public void Every_verdict_has_an_answer()
    {
        var answers = Enum.GetValues<VerdictKind>().ToDictionary(kind => kind, kind => CrateAnswer.Of(Crate(("linux-x86_64", Sample.Verdict("a", kind)))));

        foreach (var (kind, answer) in answers)
        {
            var expected = kind.Standing() switch { Standing.Works => "Works with Cranelift", Standing.Fails => "Fails with Cranelift", _ => $"No answer ({WireName.Of(kind)})" };
            Assert.That(answer, Is.EqualTo($"{expected} on Linux x86_64."));
        }
    }

    private static SweptCrate Crate(params (string Platform, Verdict Verdict)[] results) =>
        new("a", [.. results.Select(result => new PlatformResult(result.Platform, result.Verdict, null!))]);
}
