using System.Text.Json.Serialization;
using Matrix.Results;

namespace Matrix.Report.Sweeps;

/// <summary>
/// What the project goal asks of the backend: https://github.com/rust-lang/rust-project-goals/issues/397 names unwinding, ABI and SIMD;
/// the others are what real crates fail for besides.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<Goal>))]
internal enum Goal
{
    [JsonStringEnumMemberName("unwinding")] Unwinding,
    [JsonStringEnumMemberName("abi")] Abi,
    [JsonStringEnumMemberName("simd")] Simd,
    [JsonStringEnumMemberName("inline-asm")] InlineAsm,
    [JsonStringEnumMemberName("linkage")] Linkage,
    [JsonStringEnumMemberName("compiler-robustness")] CompilerRobustness,

    [JsonStringEnumMemberName("speed-of-code")] SpeedOfCode,

    /// <summary>Failures that no goal explains: shown, never hidden.</summary>
    [JsonStringEnumMemberName("unexplained")] Unexplained,
}

internal static class GoalWords
{
    public static IReadOnlyList<Goal> All { get; } = Enum.GetValues<Goal>();

    /// <summary>Null: it is not Cranelift's. One switch that names every class, so that adding a class forces the decision.</summary>
    public static Goal? GoalOf(this FailureClass failure) => failure switch
    {
        FailureClass.Unwinding => Goal.Unwinding,
        FailureClass.Abi => Goal.Abi,
        FailureClass.SimdIntrinsic => Goal.Simd,
        FailureClass.InlineAsm => Goal.InlineAsm,
        FailureClass.Linkage => Goal.Linkage,
        FailureClass.Intrinsic or FailureClass.Atomics128 or FailureClass.Float16128 or FailureClass.CompilerCrash or FailureClass.Limit
            or FailureClass.UnsupportedFlag or FailureClass.UnsupportedTarget or FailureClass.Debuginfo
            => Goal.CompilerRobustness,
        FailureClass.SlowCode => Goal.SpeedOfCode,
        FailureClass.StackOverflow or FailureClass.Timeout or FailureClass.WrongResult or FailureClass.Crash or FailureClass.Unknown
            => Goal.Unexplained,
        FailureClass.Network or FailureClass.DiskFull or FailureClass.OutOfMemory or FailureClass.TooManyProcesses
            or FailureClass.MissingTool or FailureClass.ToolchainSetup
            or FailureClass.CrateBroken or FailureClass.NightlyChange or FailureClass.LlvmFailure
            => null,
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, "a class without a goal"),
    };

    public static string Words(this Goal goal) => goal switch
    {
        Goal.Unwinding => "Unwinding",
        Goal.Abi => "ABI",
        Goal.Simd => "SIMD",
        Goal.InlineAsm => "Inline assembly",
        Goal.Linkage => "Linkage",
        Goal.CompilerRobustness => "Compiler robustness",
        Goal.SpeedOfCode => "Speed of the code",
        Goal.Unexplained => "Not explained yet",
        _ => throw new ArgumentOutOfRangeException(nameof(goal), goal, "a goal without a name"),
    };

    /// <summary>What belongs to it, for a reader who does not know the classes.</summary>
    public static string Meaning(this Goal goal) => goal switch
    {
        Goal.Unwinding => "panics that are caught or clean up",
        Goal.Abi => "calls across languages, variadics, calling conventions",
        Goal.Simd => "vector intrinsics",
        Goal.InlineAsm => "asm!, global_asm!, naked functions",
        Goal.Linkage => "symbols, sections, thread-local storage",
        Goal.CompilerRobustness => "crashes, limits, flags, types and intrinsics that are not supported",
        Goal.SpeedOfCode => "tests that need many times the processor time",
        Goal.Unexplained => "wrong results, crashes and hangs without a known cause",
        _ => throw new ArgumentOutOfRangeException(nameof(goal), goal, "a goal without a meaning"),
    };
}
