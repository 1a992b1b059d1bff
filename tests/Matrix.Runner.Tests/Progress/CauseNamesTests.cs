using Matrix.Results;

namespace Matrix.Runner.Tests.Progress;

public sealed class CauseNamesTests
{
    [TestCase(new string[0], "")]
    [TestCase(new[] { "llvm.x86.sse.rcp.ps" }, "simd-intrinsic/llvm.x86.sse.rcp.ps")]
    [TestCase(new[] { "llvm.x86.sse.a", "llvm.x86.sse.b", "llvm.x86.sse.c" }, "simd-intrinsic/llvm.x86.sse.a; simd-intrinsic/llvm.x86.sse.b; simd-intrinsic/llvm.x86.sse.c")]
    [TestCase(new[] { "llvm.x86.sse2.a", "llvm.x86.sse.b", "llvm.x86.sse.c", "llvm.x86.sse.d" }, "4 vendor intrinsics (sse, sse2)")]
    [TestCase(new[] { "llvm.x86.sse.a", "llvm.x86.sse.a", "llvm.x86.sse.a", "llvm.x86.sse.b" }, "simd-intrinsic/llvm.x86.sse.a; simd-intrinsic/llvm.x86.sse.b")]
    [TestCase(new[] { "llvm.aarch64.neon.a", "llvm.aarch64.crc32", "llvm.x86.rdtsc", "llvm.x86.avx2.b" }, "4 vendor intrinsics (aarch64, avx2, neon, x86)")]
    [TestCase(new[] { "simd_a", "simd_b", "simd_c", "simd_d" }, "simd-intrinsic/simd_a; simd-intrinsic/simd_b; simd-intrinsic/simd_c; simd-intrinsic/simd_d")]
    public void Many_intrinsics_of_a_vendor_are_told_as_one(string[] intrinsics, string expected) =>
        Assert.That(string.Join("; ", CauseNames.Of([.. intrinsics.Select(name => SampleVerdicts.Cause(FailureClass.SimdIntrinsic, name))])), Is.EqualTo(expected));

    [Test]
    public void Other_causes_keep_their_place()
    {
        Cause[] causes =
        [
            SampleVerdicts.Cause(FailureClass.Abi), .. "abcdefgh".Select(letter => SampleVerdicts.Cause(FailureClass.SimdIntrinsic, $"llvm.x86.f{letter}.x")), SampleVerdicts.Cause(FailureClass.Crash, "sigsegv"),
        ];

        Assert.That(CauseNames.Of(causes), Is.EqualTo(new[] { "abi", "8 vendor intrinsics (fa, fb, fc, fd, fe, ff and 2 more)", "crash/sigsegv" }));
    }
}
