using Matrix.Results;

namespace Matrix.Report.Tests;

/// <summary>What a small real sweep looks like: every verdict, the usual causes, logs behind them.</summary>
public static class PopularRun
{
    private const string Intrinsic = "llvm.x86.pclmulqdq.256";

    public static ResultsFixture Write(ResultsFixture fixture)
    {
        fixture.Manifest = Sample.Manifest with
        {
            Warnings = ["No isolation: bubblewrap is not there, so build scripts and tests ran with the rights of this user."],
        };
        Compatible(fixture, "itoa", 12.1, 8.4);
        Compatible(fixture, "serde", 41, 28.7);
        Compatible(fixture, "hashbrown", 22.5, 17.9);
        Unwinding(fixture);
        Simd(fixture);
        Lto(fixture);
        CompilerCrash(fixture);
        SameOnBothSides(fixture);
        NothingSaid(fixture);
        Ledger(fixture);
        return fixture.Write();
    }

    private static void Compatible(ResultsFixture fixture, string crate, double llvm, double cranelift) => fixture.Add(
        Sample.Verdict(crate, VerdictKind.Compatible, "both backends pass all 128 tests"),
        Sample.Passed(crate, LegName.Llvm, new TestCounts(128, 0, 3), llvm),
        Sample.Passed(crate, LegName.Cranelift, new TestCounts(128, 0, 3), cranelift));

    private static void Unwinding(ResultsFixture fixture)
    {
        const string log = "logs/rayon-core/cranelift/test.log.gz";
        TestId[] tests = [.. Enumerable.Range(1, 14).Select(number => new TestId("lib rayon_core", $"join::panic_propagates_{number:00}"))];
        fixture.Log(log, CargoTestLog(40, "fatal runtime error: failed to initiate panic, error 5, aborting"));
        var evidence = new Evidence(log, 42, "fatal runtime error: failed to initiate panic, error 5, aborting");
        fixture.Add(
            Sample.Verdict("rayon-core", VerdictKind.Regressed, "14 of 90 tests pass with LLVM and fail with Cranelift, again and again; all of them pass where panics abort") with
            {
                Causes = [Sample.Cause(FailureClass.Unwinding, "thread-panic", evidence) with { Tests = tests }],
                Tests = [.. tests.Select(test => new TestDifference(test.Target, test.Name, TestOutcome.Passed, TestOutcome.Failed, new LogLine(log, 42)))],
                Expectation = new Expectation(
                    ExpectationState.Met, VerdictKind.Regressed, FailureClass.Unwinding, null, "rust-lang/rustc_codegen_cranelift#1567", "no landing pads", new DateOnly(2027, 3, 1)),
                Tier = 1,
                Downloads = 301_234_567,
            },
            Sample.Passed("rayon-core", LegName.Llvm, new TestCounts(90), 18.3),
            Sample.Failed(Sample.Passed("rayon-core", LegName.Cranelift, new TestCounts(76, 14), 13.2), Phase.Test, new ProcessExit.Signalled(6)),
            Sample.Passed("rayon-core", new LegName(BackendName.Cranelift, PanicStrategy.Abort), new TestCounts(90), 13.0),
            Sample.Failed(Sample.Passed("rayon-core", LegName.Cranelift, new TestCounts(0, 14)), Phase.Test, new ProcessExit.Signalled(6)) with { Attempt = 2 });
    }

    private static void Simd(ResultsFixture fixture)
    {
        const string log = "logs/crc32fast/cranelift/test.log.gz";
        var text = $"{Intrinsic} is not yet supported.";
        fixture.Log(log, CargoTestLog(7_500, text) + CargoTestLog(9_000, "test result: FAILED"));
        var test = new TestId("test it", "hash::simd_agrees_with_table");
        fixture.Add(
            Sample.Verdict("crc32fast", VerdictKind.Regressed, "1 test runs into an intrinsic that the backend replaces with a trap") with
            {
                Causes =
                [
                    Sample.Cause(FailureClass.SimdIntrinsic, Intrinsic, new Evidence(log, 7_502, text)) with { Tests = [test], Package = "crc32fast 1.5.0" },
                    Sample.Cause(FailureClass.WrongResult, "llvm.x86.sse.min.ps", new Evidence(log, 7_510, "  left: NaN")) with { Tests = [test], Masked = true, Confidence = Confidence.Suspected },
                ],
                Tests = [new TestDifference(test.Target, test.Name, TestOutcome.Passed, TestOutcome.Failed, new LogLine(log, 7_502))],
            },
            Sample.Passed("crc32fast", LegName.Llvm, new TestCounts(21, 0, 1), 5.1),
            Sample.Failed(Sample.Passed("crc32fast", LegName.Cranelift, new TestCounts(19, 1, 1, 1), 4.2), Phase.Test, new ProcessExit.Signalled(6)));
    }

    private static void Lto(ResultsFixture fixture)
    {
        const string log = "logs/tokio-util/cranelift/test-build.log.gz";
        fixture.Log(log, "   Compiling tokio-util v0.7.18\nwarning: LTO is not supported. You may get a linker error.\nerror: linking with `cc` failed: exit status: 1\n");
        fixture.Add(
            Sample.Verdict("tokio-util", VerdictKind.Regressed, "the crate's own profile asks for fat LTO; without it both backends pass") with
            {
                Causes = [Sample.Cause(FailureClass.UnsupportedFlag, "lto", new Evidence(log, 2, "warning: LTO is not supported. You may get a linker error."))],
                Expectation = new Expectation(ExpectationState.Expired, VerdictKind.Regressed, FailureClass.UnsupportedFlag, null, null, null, new DateOnly(2026, 9, 1)),
            },
            Sample.Passed("tokio-util", LegName.Llvm, new TestCounts(311), 96),
            Sample.Failed(Sample.Passed("tokio-util", LegName.Cranelift, new TestCounts(), 20), Phase.TestBuild, new ProcessExit.Exited(101)) with { Profile = ["opt-level=3", "lto=fat"] });
    }

    private static void CompilerCrash(ResultsFixture fixture)
    {
        const string log = "logs/portable-atomic/cranelift/build.log.gz";
        fixture.Log(log, "   Compiling portable-atomic v1.11.1\nthread 'rustc' panicked at compiler/rustc_codegen_cranelift/src/base.rs:83:5:\nError while defining _RNv: Compilation(Unsupported(\"should be implemented in ISLE\"))\n");
        fixture.Add(
            Sample.Verdict("portable-atomic", VerdictKind.PartlyBroken, "3 doctests fail with LLVM too; with Cranelift the build fails") with
            {
                Causes = [Sample.Cause(FailureClass.CompilerCrash, "isle", new Evidence(log, 3, "Error while defining _RNv: Compilation(Unsupported(\"should be implemented in ISLE\"))"))],
            },
            Sample.Failed(Sample.Passed("portable-atomic", LegName.Llvm, new TestCounts(840, 3, 12), 33), Phase.Doctest, new ProcessExit.Exited(101)),
            Sample.Failed(Sample.Passed("portable-atomic", LegName.Cranelift, new TestCounts(), 20), Phase.Build, new ProcessExit.Exited(101)));
    }

    private static void SameOnBothSides(ResultsFixture fixture)
    {
        const string log = "logs/openssl-sys/llvm/build.log.gz";
        fixture.Log(log, "error: failed to run custom build command for `openssl-sys v0.9.111`\n  Could not find directory of OpenSSL installation\n");
        fixture.Add(
            Sample.Verdict("openssl-sys", VerdictKind.Broken, "the build fails with LLVM as well") with
            {
                Causes = [Sample.Cause(FailureClass.MissingTool, "pkg-config", new Evidence(log, 2, "  Could not find directory of OpenSSL installation"))],
            },
            Sample.Failed(Sample.Passed("openssl-sys", LegName.Llvm, new TestCounts(), 3), Phase.Build, new ProcessExit.Exited(101)),
            Sample.Failed(Sample.Passed("openssl-sys", LegName.Cranelift, new TestCounts(), 3), Phase.Build, new ProcessExit.Exited(101)));
        fixture.Add(
            Sample.Verdict("half", VerdictKind.Improved, "1 test fails with LLVM and passes with Cranelift"),
            Sample.Failed(Sample.Passed("half", LegName.Llvm, new TestCounts(70, 1), 9), Phase.Test, new ProcessExit.Exited(101)),
            Sample.Passed("half", LegName.Cranelift, new TestCounts(71), 7));
    }

    private static void NothingSaid(ResultsFixture fixture)
    {
        fixture.Add(
            Sample.Verdict("zerocopy", VerdictKind.Unequal, "262 tests run with LLVM and 7 with Cranelift: target features given by flag are not seen"),
            Sample.Passed("zerocopy", LegName.Llvm, new TestCounts(262), 30),
            Sample.Passed("zerocopy", LegName.Cranelift, new TestCounts(7), 26));
        fixture.Add(
            Sample.Verdict("proc-macro2", VerdictKind.Invalid, "2 units of the Cranelift leg were compiled by LLVM"),
            Sample.Passed("proc-macro2", LegName.Llvm, new TestCounts(61), 6),
            Sample.Passed("proc-macro2", LegName.Cranelift, new TestCounts(61), 6) with
            {
                Outcome = new LegOutcome.Unusable("compiled by LLVM"),
                Units = new CompiledUnits { By = new Dictionary<string, int> { ["llvm"] = 40 }, Wrong = ["proc-macro2 1.0.103 lib", "proc-macro2 1.0.103 test"] },
            });
        fixture.Add(
            Sample.Verdict("crossbeam-channel", VerdictKind.Flaky, "`select_timeout` failed once in 3 runs with LLVM"),
            Sample.Failed(Sample.Passed("crossbeam-channel", LegName.Llvm, new TestCounts(199, 1), 25), Phase.Test, new ProcessExit.Exited(101)),
            Sample.Passed("crossbeam-channel", LegName.Cranelift, new TestCounts(200), 21));
        fixture.Add(
            Sample.Verdict("regex-automata", VerdictKind.Inconclusive, "the tests took longer than 900 s with Cranelift, and were still making progress"),
            Sample.Passed("regex-automata", LegName.Llvm, new TestCounts(402, 0, 11), 140),
            Sample.Failed(Sample.Passed("regex-automata", LegName.Cranelift, new TestCounts(310, 0, 9, 94), 101), Phase.Test, new ProcessExit.TimedOut(900), environmental: true) with { Profile = ["opt-level=3"] });
        fixture.Add(Sample.Verdict("cudarc", VerdictKind.Skipped, "needs a GPU"));
    }

    private static void Ledger(ResultsFixture fixture) => fixture.Add(
        Entry(Intrinsic, LedgerState.Hit, "crc32fast", "crc32fast 1.5.0"),
        Entry(Intrinsic, LedgerState.Linked, "crc32fast", "crc32fast 1.5.0"),
        Entry(Intrinsic, LedgerState.Warned, "crc32fast", "crc32fast 1.5.0"),
        Entry("llvm.x86.avx2.psllv.d", LedgerState.Warned, "zerocopy", "memchr 2.7.6"),
        Entry("llvm.x86.avx2.psllv.d", LedgerState.Linked, "regex-automata", "memchr 2.7.6"),
        Entry("llvm.x86.sha256rnds2", LedgerState.Linked, "serde", null));

    private static LedgerEntry Entry(string intrinsic, LedgerState state, string crate, string? package) =>
        new() { Intrinsic = intrinsic, State = state, Backend = BackendName.Cranelift, Crate = crate, Package = package, Target = "x86_64-unknown-linux-gnu" };

    /// <summary>The two lines after the passing tests: why the process died, and that it did.</summary>
    private static string CargoTestLog(int passing, string death) =>
        $"     Running unittests src/lib.rs (target/debug/deps/it-0123456789abcdef)\n"
        + string.Concat(Enumerable.Range(1, passing).Select(number => $"test works_{number:0000} ... ok\n"))
        + $"{death}\n  process didn't exit successfully: `target/debug/deps/it-0123456789abcdef` (signal: 6, SIGABRT: process abort signal)\n"
        + string.Concat(Enumerable.Range(1, 9).Select(number => $"note: line {number}\n"));
}
