using Matrix.Report.Issues.Bodies;
using Matrix.Report.Timelines;
using Matrix.Results;

namespace Matrix.Report.Tests.Issues.Bodies;

public sealed class CauseTitleTests
{
    [TestCase(FailureClass.SimdIntrinsic, "llvm.x86.avx2.psllv.d", "simd-intrinsic/llvm.x86.avx2.psllv.d", ExpectedResult = "llvm.x86.avx2.psllv.d is not implemented")]
    [TestCase(FailureClass.Unwinding, "abort", "unwinding/abort", ExpectedResult = "A panic ends the whole process")]
    [TestCase(FailureClass.InlineAsm, "failed-to-assemble", "inline-asm/failed-to-assemble", ExpectedResult = "Inline assembly: failed to assemble")]
    [TestCase(FailureClass.UnsupportedFlag, "lto", "unsupported-flag/lto", ExpectedResult = "Link-time optimisation is not supported")]
    [TestCase(FailureClass.WrongResult, null, "wrong-result: assertion `left == right` failed", ExpectedResult = "Tests compute something else: assertion `left == right` failed")]
    [TestCase(FailureClass.Unknown, null, "unknown: hey @octocat", ExpectedResult = "Nobody knows why: hey @\u200coctocat")]
    [TestCase(FailureClass.Crash, "sigsegv", "crash/sigsegv: signal # (SIGSEGV)", ExpectedResult = "Tests end with SIGSEGV: signal # (SIGSEGV)")]
    public string A_title_says_what_fails(FailureClass failure, string? subclass, string signature) => CauseTitle.Of(new CauseKey(failure, subclass, signature));

    [Test]
    public void Every_class_has_a_title_and_none_is_too_long() =>
        Assert.That(
            Enum.GetValues<FailureClass>().SelectMany(failure => new[] { null, "it", new string('x', 900) }.Select(subclass => CauseTitle.Of(new CauseKey(failure, subclass, "y\nz")))),
            Is.All.Matches<string>(title => title.Length is > 0 and <= 120 && !title.Contains('\n')));
}
