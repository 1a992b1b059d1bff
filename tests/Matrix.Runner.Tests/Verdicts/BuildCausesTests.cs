using Matrix.Results;
using Matrix.Runner.Verdicts;

namespace Matrix.Runner.Tests.Verdicts;

public sealed class BuildCausesTests
{
    private const string BuildPanic = "  thread 'main' (4) panicked at build.rs:12:10:";

    [Test]
    public void What_the_log_says_is_the_cause()
    {
        var cause = CauseOf("error: linking with `cc` failed: exit status: 1", "error: LTO is not supported by rustc_codegen_cranelift");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(cause.Rule, Is.EqualTo("lto"), "it comes first in the table");
            Assert.That(cause.Confidence, Is.EqualTo(Confidence.Proven));
            Assert.That(cause.Signature, Is.EqualTo("unsupported-flag/lto"));
            Assert.That(cause.Evidence.Single(), Is.EqualTo(
                new Evidence("logs/memchr/cranelift/build.log.gz", 2, "error: LTO is not supported by rustc_codegen_cranelift")));
        }
    }

    [Test]
    public void What_has_look_alikes_has_a_signature_of_its_text() =>
        Assert.That(
            CauseOf("  /sweep/x/libfoo.rlib(a.o): undefined reference to `c_side_init'").Signature,
            Is.EqualTo("linkage/undefined-symbol: libfoo.rlib(a.o): undefined reference to `c_side_init'"));

    [Test]
    public void Another_phase_does_not_count()
    {
        var cranelift = new LegOnPaper(LegName.Cranelift)
            .Builds(Phase.Build, null, "warning: LTO is not supported. You may get a linker error.")
            .Builds(Phase.TestBuild, null, "error: sym operands are not yet supported")
            .FailsAt(Phase.TestBuild);

        Assert.That(BuildCauses.Of(Legs(new LegOnPaper(LegName.Llvm), cranelift), Phase.TestBuild).Class, Is.EqualTo(FailureClass.InlineAsm));
    }

    [TestCase("bstr 1.10.0", ExpectedResult = "bstr 1.10.0")]
    [TestCase("memchr 2.7.4", ExpectedResult = null)]
    [TestCase(null, ExpectedResult = null)]
    public string? The_package_is_named_where_it_is_not_the_crate_itself(string? package)
    {
        var cranelift = new LegOnPaper(LegName.Cranelift).Builds(Phase.Build, package, "error: sym operands are not yet supported").FailsAt(Phase.Build);
        return BuildCauses.Of(Legs(new LegOnPaper(LegName.Llvm), cranelift), Phase.Build).Package;
    }

    [Test]
    public void A_build_script_that_goes_on_after_its_panic_with_LLVM_catches_it()
    {
        var llvm = new LegOnPaper(LegName.Llvm).Builds(Phase.Build, null, "unrelated", BuildPanic);
        var cranelift = new LegOnPaper(LegName.Cranelift).Builds(Phase.Build, null, BuildPanic).FailsAt(Phase.Build);

        var cause = BuildCauses.Of(Legs(llvm, cranelift), Phase.Build);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((cause.Class, cause.Subclass, cause.Confidence), Is.EqualTo((FailureClass.Unwinding, "build-script", Confidence.Proven)));
            Assert.That(cause.Evidence.Select(evidence => evidence.Log), Is.EqualTo(new[]
            {
                "logs/memchr/cranelift/build.log.gz", "logs/memchr/llvm/build.log.gz",
            }));
        }
    }

    [Test]
    public void A_panic_that_LLVM_does_not_have_is_not_caught_by_it() =>
        Assert.That(CauseOf(BuildPanic, "error: failed to run custom build command for `x v1.0.0`").Rule, Is.EqualTo("unexplained"));

    [Test]
    public void What_the_log_says_beats_a_panic_that_LLVM_catches()
    {
        var llvm = new LegOnPaper(LegName.Llvm).Builds(Phase.Build, null, BuildPanic);
        var cranelift = new LegOnPaper(LegName.Cranelift)
            .Builds(Phase.Build, null, BuildPanic, "  llvm.x86.sse41.ptestz is not yet supported.")
            .FailsAt(Phase.Build);

        Assert.That(BuildCauses.Of(Legs(llvm, cranelift), Phase.Build).Class, Is.EqualTo(FailureClass.SimdIntrinsic));
    }

    [Test]
    public void What_nothing_explains_shows_its_first_errors()
    {
        var cause = CauseOf("error[E0308]: mismatched types", "error: one", "error: two", "error: three");

        Assert.That((cause.Class, cause.Rule), Is.EqualTo((FailureClass.Unknown, "unexplained")));
        Assert.That(cause.Evidence.Select(evidence => evidence.Text), Is.EqualTo(new[] { "error[E0308]: mismatched types", "error: one", "error: two" }));
        Assert.That(cause.Signature, Is.EqualTo("unknown: error[E#]: mismatched types"));
    }

    [Test]
    public void What_says_nothing_at_all_shows_how_the_phase_ended() =>
        Assert.That(CauseOf().Evidence, Is.EqualTo(new[] { new Evidence("logs/memchr/cranelift/build.log.gz", 1, "==> exit code 101") }));

    private static Cause CauseOf(params string[] lines) => BuildCauses.Of(
        Legs(new LegOnPaper(LegName.Llvm), new LegOnPaper(LegName.Cranelift).Builds(Phase.Build, null, lines).FailsAt(Phase.Build)), Phase.Build);

    private static CrateComparison Legs(LegOnPaper llvm, LegOnPaper cranelift) => new(LegsOnPaper.Side(llvm), LegsOnPaper.Side(cranelift));
}
