namespace Matrix.Results.Tests;

/// <summary>One of each, complete where it matters.</summary>
internal static class Sample
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 30, 12, 0, 0, TimeSpan.Zero);

    public static RunManifest Manifest { get; } = new()
    {
        ToolVersion = "0.1.0",
        Toolchain = new ToolchainRecord("nightly", "rustc 1.95.0", "rustc 1.95.0\nhost: x", "2026-04-14", "x", "cargo 1.97.0"),
        Platform = new PlatformRecord("linux", "x86_64", "cpu", ["sse2"], 2, 8) { TargetFeatures = ["sse2"] },
        Backends =
        [
            new BackendRecord(BackendName.Llvm, "LLVM", "llvm"),
            new BackendRecord(BackendName.Cranelift, "Cranelift", "cranelift")
            {
                Library = "libclif.so",
                LibrarySha256 = "ab",
                Version = "0.123.13",
                Rustflags = ["-Copt-level=1"],
                Config = ["profile.dev.debug=0"],
                Environment = new Dictionary<string, string> { ["A"] = "b" },
                IsBaselineAgain = true,
                Probe = new ProbeRecord(true, false, "signal 6 (SIGABRT)") { UnsupportedIntrinsicText = "llvm.x is not yet supported." },
            },
        ],
        List = new ListRecord("smoke.yaml", "cd", ["memchr"]),
        Settings = new SettingsRecord("none", 1, "2 of 3", new LimitsRecord(900, 600, 1, 2)) { Shard = "2/4" },
        Plan = new PlanRecord("01", new Dictionary<string, int> { ["linux-x86_64"] = 4 }),
        Parts = [new PartRecord("2/4", Noon, Noon.AddHours(1), 1, 1)],
        RulesSha256 = "ef",
        Warnings = ["no sandbox"],
        Start = Noon,
        End = Noon.AddHours(1),
        Reuse = new ReuseRecord(UnitsMade: 5, UnitsShared: 6, CratesCarriedOver: 7),
        Resumed = 1,
        Counts = new Dictionary<string, int> { ["compatible"] = 1 },
    };

    public static LegResult Leg(string crate = "memchr") => new()
    {
        Crate = crate,
        Leg = new LegName(BackendName.Cranelift, PanicStrategy.Abort),
        Attempt = 2,
        CarriedOver = Noon.AddDays(-7),
        Outcome = new LegOutcome.Failed(Phase.TestBuild, Environmental: true),
        Start = Noon,
        Seconds = 1.5,
        Phases =
        [
            new PhaseResult
            {
                Phase = Phase.TestBuild,
                Exit = new ProcessExit.Signalled(6),
                Passed = false,
                Seconds = 1,
                CpuSeconds = 0.5,
                PeakMemoryBytes = 2,
                Log = "logs/a.gz",
                Command = ["cargo", "test"],
                Messages = [new PackageMessage("memchr 1.0.0", 2, 5)],
                Jobs = 4,
                Leaked = true,
            },
        ],
        Targets =
        [
            new TargetResult
            {
                Package = "member",
                Name = "lib memchr",
                Harness = TestHarness.Libtest,
                Exit = new ProcessExit.Exited(101),
                Seconds = 1,
                PeakMemoryBytes = 2,
                HasSummary = true,
                Command = ["/t/memchr-1"],
                WorkingDirectory = "/s",
            },
        ],
        Unbuilt = [Unbuilt],
        Tests = new TestCounts(1, 2, 3, 4),
        FailedTests = [Test],
        TestList = "logs/tests.jsonl.gz",
        ArtefactBytes = 5,
        Units = new CompiledUnits { By = new Dictionary<string, int> { ["llvm"] = 1, ["cranelift"] = 2 }, Shared = 3, Wrong = ["memchr 1.0.0 memchr"] },
        Profile = ["lto=fat"],
        Manner = RunManner.Together,
        Contradictions = ["one says this"],
        Observations =
        [
            new Observation
            {
                Rule = "lto",
                Phase = Phase.Build,
                Class = FailureClass.UnsupportedFlag,
                Subclass = "lto",
                Precedence = 300,
                Confidence = Confidence.Proven,
                Companions = [new Evidence("logs/a.gz", 8, "error: linking failed")],
                Evidence = new Evidence("logs/a.gz", 7, "LTO is not supported"),
                Test = Test.Id,
                Package = "memchr 1.0.0",
                Upstream = new Upstream("rust-lang/rustc_codegen_cranelift#171", ["A-core-arch"]),
            },
        ],
    };

    public static UnbuiltTarget Unbuilt { get; } = new()
    {
        Name = "test cli",
        Phase = Phase.TestBuild,
        Needs = "bin tool",
        Evidence = new Evidence("logs/a.gz", 3, "left out"),
    };

    public static TestResult Test { get; } = new()
    {
        Target = "lib memchr",
        Name = "tests::it",
        Outcome = TestOutcome.NotRun,
        Seconds = 0.5,
        CpuSeconds = 0.25,
        Exit = new ProcessExit.TimedOut(900),
        Log = new LogLine("logs/a.gz", 9),
        End = new LogLine("logs/a.gz", 10),
        Output = [new LogSpan("logs/a.gz", 3, 8)],
    };

    public static Verdict Verdict(string crate = "memchr", VerdictKind kind = VerdictKind.PartlyBroken) => new()
    {
        Crate = crate,
        Candidate = BackendName.Cranelift,
        Kind = kind,
        Reason = "because",
        Causes =
        [
            new Cause
            {
                Class = FailureClass.SimdIntrinsic,
                Subclass = "llvm.x",
                Rule = "simd-intrinsic-hit",
                Confidence = Confidence.Proven,
                Evidence = [new Evidence("logs/a.gz", 7, "llvm.x is not yet supported.")],
                Signature = "s",
                Tests = [Test.Id],
                Package = "memchr 1.0.0",
                Upstream = new Upstream("rust-lang/rustc_codegen_cranelift#171", ["A-core-arch"]),
                Family = new CauseFamily("x", ["llvm.x*"]),
                Needs = ["avx2"],
                Masked = true,
            },
        ],
        Tests =
        [
            new TestDifference("lib memchr", "tests::it", TestOutcome.Passed, TestOutcome.Failed, new LogLine("logs/a.gz", 9))
            {
                BaselineAbort = TestOutcome.Passed,
                CandidateAbort = TestOutcome.Failed,
                BaselineRate = new FailureRate(1, 3),
                CandidateRate = new FailureRate(2, 3),
                BaselineSeconds = 0.25,
                CandidateSeconds = 0.5,
            },
        ],
        NotCompared = new NotCompared([Unbuilt], 4, [Test.Id], 20),
        InReach = [new TrapInReach("llvm.y", ["memchr 1.0.0"], IsLinked: true, ["avx512bw"], IsHere: false)],
        Workaround = Workaround.LintsCapped,
        LeftOut = [".cargo/config.toml: build.target-dir"],
        Expectation = new Expectation(
            ExpectationState.Met, VerdictKind.Regressed, FailureClass.Float16128, "f16", "a/b#1", "known", new DateOnly(2027, 3, 1)),
        CarriedOver = Noon.AddDays(-7),
        Commit = "c0ffee",
        Committed = new CommitRecord(new DateTimeOffset(2026, 5, 17, 12, 0, 0, TimeSpan.FromHours(2)), "Find needles"),
        LockFile = LockFileOrigin.Crate,
        Tier = 1,
        Downloads = 2,
        Tags = ["simd"],
        Seconds = 3,
    };

    public static SpeedResult Speed(params SpeedRound[] rounds) => new()
    {
        Crate = "memchr",
        Candidate = BackendName.Cranelift,
        Start = new DateTimeOffset(2026, 7, 30, 12, 0, 0, TimeSpan.Zero),
        Seconds = 9.5,
        Jobs = 4,
        Workaround = Workaround.WithoutLto,
        Edited = "src/lib.rs",
        Rounds = rounds is [] ? [new SpeedRound(BackendName.Cranelift, new BuildSeconds(2, 1.5), new BuildSeconds(1, null))] : rounds,
        OtherLoad = 0.25,
        Failure = "because",
    };

    public static LedgerEntry Ledger { get; } = new()
    {
        Intrinsic = "llvm.x",
        State = LedgerState.Hit,
        Backend = BackendName.Cranelift,
        Crate = "memchr",
        Package = "memchr 1.0.0",
        Target = "x86_64-unknown-linux-gnu",
        TestTarget = "lib memchr",
        Tests = [Test.Id],
    };
}
