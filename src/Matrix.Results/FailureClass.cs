using System.Text.Json.Serialization;

namespace Matrix.Results;

/// <summary>Why a candidate leg failed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FailureClass>))]
public enum FailureClass
{
    [JsonStringEnumMemberName("unwinding")] Unwinding,
    [JsonStringEnumMemberName("abi")] Abi,
    [JsonStringEnumMemberName("simd-intrinsic")] SimdIntrinsic,
    [JsonStringEnumMemberName("intrinsic")] Intrinsic,
    [JsonStringEnumMemberName("inline-asm")] InlineAsm,
    [JsonStringEnumMemberName("linkage")] Linkage,
    [JsonStringEnumMemberName("atomics-128")] Atomics128,
    [JsonStringEnumMemberName("float-16-128")] Float16128,
    [JsonStringEnumMemberName("compiler-crash")] CompilerCrash,
    [JsonStringEnumMemberName("limit")] Limit,
    [JsonStringEnumMemberName("unsupported-flag")] UnsupportedFlag,
    [JsonStringEnumMemberName("unsupported-target")] UnsupportedTarget,
    [JsonStringEnumMemberName("debuginfo")] Debuginfo,
    [JsonStringEnumMemberName("stack-overflow")] StackOverflow,
    [JsonStringEnumMemberName("slow-code")] SlowCode,
    [JsonStringEnumMemberName("timeout")] Timeout,
    [JsonStringEnumMemberName("wrong-result")] WrongResult,
    [JsonStringEnumMemberName("crash")] Crash,
    [JsonStringEnumMemberName("unknown")] Unknown,

    [JsonStringEnumMemberName("network")] Network,
    [JsonStringEnumMemberName("disk-full")] DiskFull,
    [JsonStringEnumMemberName("out-of-memory")] OutOfMemory,
    [JsonStringEnumMemberName("too-many-processes")] TooManyProcesses,
    [JsonStringEnumMemberName("missing-tool")] MissingTool,
    [JsonStringEnumMemberName("toolchain-setup")] ToolchainSetup,

    [JsonStringEnumMemberName("crate-broken")] CrateBroken,
    [JsonStringEnumMemberName("nightly-change")] NightlyChange,
    [JsonStringEnumMemberName("llvm-failure")] LlvmFailure,
}

/// <summary>On whose side a class lies.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FailureOwner>))]
public enum FailureOwner
{
    [JsonStringEnumMemberName("cranelift")] Cranelift,
    [JsonStringEnumMemberName("environment")] Environment,
    [JsonStringEnumMemberName("not-cranelift")] NotCranelift,
}

public static class FailureClassOwner
{
    /// <summary>One switch that names every class, so that adding a class forces the decision.</summary>
    public static FailureOwner Owner(this FailureClass failure) => failure switch
    {
        FailureClass.Unwinding or FailureClass.Abi or FailureClass.SimdIntrinsic or FailureClass.Intrinsic or FailureClass.InlineAsm
            or FailureClass.Linkage or FailureClass.Atomics128 or FailureClass.Float16128 or FailureClass.CompilerCrash
            or FailureClass.Limit or FailureClass.UnsupportedFlag or FailureClass.UnsupportedTarget or FailureClass.Debuginfo
            or FailureClass.StackOverflow or FailureClass.SlowCode or FailureClass.WrongResult or FailureClass.Crash or FailureClass.Unknown
            => FailureOwner.Cranelift,
        FailureClass.Timeout or FailureClass.Network or FailureClass.DiskFull or FailureClass.OutOfMemory or FailureClass.TooManyProcesses
            or FailureClass.MissingTool or FailureClass.ToolchainSetup
            => FailureOwner.Environment,
        FailureClass.CrateBroken or FailureClass.NightlyChange or FailureClass.LlvmFailure => FailureOwner.NotCranelift,
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, "a class without an owner"),
    };
}

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
