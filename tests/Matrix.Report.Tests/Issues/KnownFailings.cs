using Matrix.Results;

namespace Matrix.Report.Tests.Issues;

/// <summary>Two crates that fail for one cause, and one for another.</summary>
internal static class KnownFailings
{
    public const string Pclmul = "llvm.x86.pclmulqdq.256";
    public const string Psllv = "llvm.x86.avx2.psllv.d";

    public static readonly Failing Crc = IssueWeeks.Failing("crc", FailureClass.SimdIntrinsic, Pclmul);
    public static readonly Failing Png = IssueWeeks.Failing("png", FailureClass.SimdIntrinsic, Pclmul);
    public static readonly Failing Zip = IssueWeeks.Failing("zip", FailureClass.SimdIntrinsic, Psllv);
}
