namespace Matrix.Results;

/// <summary>The causes of a verdict in a line: many intrinsics of a vendor are told as one, with what they belong to.</summary>
public static class CauseNames
{
    // A doctest for each intrinsic of a processor may hit all of them.
    private const int MostIntrinsics = 3;
    private const int MostFamilies = 6;

    /// <param name="between">Class and subclass.</param>
    /// <returns><c>class/subclass</c> of each, most telling first; <c>39 vendor intrinsics (sse, sse2)</c> where there are many.</returns>
    public static IReadOnlyList<string> Of(IReadOnlyList<Cause> causes, string between = "/")
    {
        List<string> intrinsics = [.. causes.Where(IsVendorIntrinsic).Select(cause => cause.Subclass!).Distinct()];
        if (intrinsics.Count <= MostIntrinsics)
            return [.. causes.Select(cause => Name(cause, between)).Distinct()];

        return [.. causes.Select(cause => IsVendorIntrinsic(cause) ? $"{intrinsics.Count} vendor intrinsics ({Families(intrinsics)})" : Name(cause, between)).Distinct()];
    }

    public static string Name(Cause cause, string between = "/") => cause.Subclass is null ? WireName.Of(cause.Class) : $"{WireName.Of(cause.Class)}{between}{cause.Subclass}";

    private static bool IsVendorIntrinsic(Cause cause) =>
        cause is { Class: FailureClass.SimdIntrinsic, Subclass: { } name } && name.StartsWith("llvm.", StringComparison.Ordinal);

    private static string Families(List<string> intrinsics) =>
        NameList.First([.. intrinsics.Select(FamilyOf).Distinct().Order(StringComparer.Ordinal)], MostFamilies);

    // llvm.x86.sse2.cvtsd2si, llvm.aarch64.neon.sqrdmulh; what names no part of an architecture is of the whole.
    private static string FamilyOf(string intrinsic) => intrinsic.Split('.') switch
    {
        [_, _, var family, _, ..] => family,
        [_, var architecture, ..] => architecture,
        _ => intrinsic,
    };
}
