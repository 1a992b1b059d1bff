using Matrix.Results;
using Matrix.Testing;

namespace Matrix.Report.Tests;

/// <summary>Parts of results, as plain as they can be; a test says with <c>with</c> what matters to it.</summary>
public static class Sample
{
    private static readonly DateTimeOffset Start = new(2026, 10, 1, 3, 0, 0, TimeSpan.Zero);

    public static RunManifest Manifest { get; } = new()
    {
        ToolVersion = "0.1.0",
        Toolchain = new ToolchainRecord(
            "nightly-2026-09-30", "rustc 1.97.0-nightly (0123456789 2026-09-29)", "rustc 1.97.0-nightly", "2026-09-29", "x86_64-unknown-linux-gnu",
            "cargo 1.97.0-nightly (abcdef012 2026-09-25)"),
        Backends =
        [
            TwoBackends.Llvm,
            TwoBackends.Cranelift with
            {
                Library = "librustc_codegen_cranelift-1.97.0-nightly.so",
                LibrarySha256 = new string('a', 40) + new string('b', 24),
                Version = "0.131.0",
                Probe = new ProbeRecord(true, false, "signal 6 (SIGABRT)") { UnsupportedIntrinsicText = "llvm.x86.pclmulqdq.256 is not yet supported." },
            },
        ],
        Platform = new PlatformRecord("linux", "x86_64", "AMD EPYC 7763 64-Core Processor", ["sse2", "ssse3", "avx", "avx2", "pclmulqdq"], 4, 16L << 30),
        List = new ListRecord("popular.yaml", new string('c', 64), []),
        Settings = new SettingsRecord("bubblewrap", 2, "2 of 3", new LimitsRecord(900, 300, 4L << 30, 64L << 20)),
        Start = Start,
        End = Start.AddMinutes(47).AddSeconds(12),
    };

    public static Verdict Verdict(string crate, VerdictKind kind, string reason = "both backends pass all tests") =>
        new() { Crate = crate, Candidate = BackendName.Cranelift, Kind = kind, Reason = reason, Commit = "1b2c3d4e5f60718293a4b5c6d7e8f90123456789", LockFile = LockFileOrigin.Crate };

    public static Cause Cause(FailureClass failure, string? subclass, params Evidence[] evidence) => new()
    {
        Class = failure,
        Subclass = subclass,
        Rule = $"{WireName.Of(failure)}-text",
        Confidence = Confidence.Proven,
        Evidence = evidence,
        Signature = $"{WireName.Of(failure)}:{subclass ?? "any"}",
    };

    /// <param name="isHere">The processor could have got there.</param>
    public static TrapInReach Trap(bool isHere = false) => new("llvm.x86.avx512.psad.bw.512", ["wide 1.2.0"], IsLinked: true, ["avx512bw"], isHere);

    /// <param name="seconds">Of the build; the other phases follow from it.</param>
    public static LegResult Passed(string crate, LegName leg, TestCounts tests, double seconds = 10) => new()
    {
        Crate = crate,
        Leg = leg,
        Outcome = new LegOutcome.Passed(),
        Start = Start,
        Seconds = seconds * 2.2,
        Phases = [.. Enum.GetValues<Phase>().Select(phase => Phase(crate, leg, phase, seconds))],
        Tests = tests,
        ArtefactBytes = (long)(seconds * 300_000),
        Units = new CompiledUnits { By = leg.Backend == BackendName.Llvm ? new Dictionary<string, int> { ["llvm"] = 40 } : new Dictionary<string, int> { ["cranelift"] = 38, ["llvm"] = 2 } },
        TestList = ResultsPaths.Tests(crate, leg),
    };

    public static LegResult Failed(LegResult passed, Phase phase, ProcessExit exit, bool environmental = false) => passed with
    {
        Outcome = new LegOutcome.Failed(phase, environmental),
        Phases = [.. passed.Phases.Where(result => result.Phase <= phase)
            .Select(result => result.Phase == phase ? result with { Passed = false, Exit = exit } : result)],
    };

    public static PhaseResult Phase(string crate, LegName leg, Phase phase, double seconds) => new()
    {
        Phase = phase,
        Exit = new ProcessExit.Exited(0),
        Passed = true,
        Seconds = phase switch
        {
            Results.Phase.Fetch => 0.4,
            Results.Phase.Build => seconds * 0.4,
            Results.Phase.TestBuild => seconds * 0.6,
            Results.Phase.Test => seconds * 0.2,
            _ => seconds * 0.3,
        },
        Log = ResultsPaths.Log(crate, leg, phase),
        Jobs = 2,
    };
}
