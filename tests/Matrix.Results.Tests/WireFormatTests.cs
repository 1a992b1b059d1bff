using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Matrix.Results.Tests;

/// <summary>What stands in files is spelled out here: a renamed member must not change stored data.</summary>
public sealed class WireFormatTests
{
    private const string TestId =
        """
        {"target":"lib memchr","name":"tests::it"}
        """;

    private const string Test =
        """
        {"target":"lib memchr","name":"tests::it","outcome":"not-run","seconds":0.5,"cpu-seconds":0.25,"exit":{"kind":"timed-out","seconds":900},"log":{"log":"logs/a.gz","line":9},
        "end":{"log":"logs/a.gz","line":10},"output":[{"log":"logs/a.gz","first":3,"last":8}]}
        """;

    private const string Unbuilt =
        """{"name":"test cli","phase":"test-build","needs":"bin tool","evidence":{"log":"logs/a.gz","line":3,"text":"left out"}}""";

    private const string Leg =
        $$$"""
        {"crate":"memchr","leg":"cranelift-abort","attempt":2,"outcome":{"kind":"failed","phase":"test-build","environmental":true},
        "carried-over":"2026-07-23T12:00:00+00:00","start":"2026-07-30T12:00:00+00:00","seconds":1.5,
        "phases":[{"phase":"test-build","exit":{"kind":"signalled","signal":6,"name":"SIGABRT"},"passed":false,"seconds":1,"cpu-seconds":0.5,"peak-memory-bytes":2,
        "log":"logs/a.gz","command":["cargo","test"],"messages":[{"package":"memchr 1.0.0","first":2,"last":5}],"jobs":4,"leaked":true}],
        "targets":[{"package":"member","name":"lib memchr","harness":"libtest","exit":{"kind":"exited","code":101},"seconds":1,"peak-memory-bytes":2,
        "has-summary":true,"command":["/t/memchr-1"],"working-directory":"/s"}],
        "unbuilt":[{{{Unbuilt}}}],"tests":{"passed":1,"failed":2,"ignored":3,"not-run":4},"failed-tests":[{{{Test}}}],"test-list":"logs/tests.jsonl.gz","artefact-bytes":5,"units":{"by":{"llvm":1,"cranelift":2},"shared":3,"wrong":["memchr 1.0.0 memchr"]},
        "profile":["lto=fat"],"manner":"together","contradictions":["one says this"],"observations":[{"rule":"lto","phase":"build","class":"unsupported-flag","subclass":"lto","precedence":300,"confidence":"proven",
        "evidence":{"log":"logs/a.gz","line":7,"text":"LTO is not supported"},"companions":[{"log":"logs/a.gz","line":8,"text":"error: linking failed"}],"test":{{{TestId}}},"package":"memchr 1.0.0",
        "upstream":{"issue":"rust-lang/rustc_codegen_cranelift#171","labels":["A-core-arch"]}}]}
        """;

    private const string Verdict =
        $$$"""
        {"crate":"memchr","candidate":"cranelift","verdict":"partly-broken","reason":"because","causes":[{"class":"simd-intrinsic","subclass":"llvm.x",
        "rule":"simd-intrinsic-hit","confidence":"proven","evidence":[{"log":"logs/a.gz","line":7,"text":"llvm.x is not yet supported."}],
        "signature":"s","tests":[{{{TestId}}}],"package":"memchr 1.0.0","upstream":{"issue":"rust-lang/rustc_codegen_cranelift#171","labels":["A-core-arch"]},
        "family":{"name":"x","subclasses":["llvm.x*"]},"needs":["avx2"],"behind":true}],"tests":[{"target":"lib memchr","name":"tests::it","baseline":"passed","candidate":"failed",
        "log":{"log":"logs/a.gz","line":9},"baseline-abort":"passed","candidate-abort":"failed","baseline-rate":{"failed":1,"runs":3},"candidate-rate":{"failed":2,"runs":3},
        "baseline-seconds":0.25,"candidate-seconds":0.5}],
        "not-compared":{"targets":[{{{Unbuilt}}}],"of-targets":4,"tests":[{{{TestId}}}],"of-tests":20},
        "in-reach":[{"intrinsic":"llvm.y","packages":["memchr 1.0.0"],"linked":true,"needs":["avx512bw"],"here":false}],"relaxation":"lints-capped","left-out":[".cargo/config.toml: build.target-dir"],"expectation":{"state":"met","verdict":"regressed","class":"float-16-128","subclass":"f16",
        "issue":"a/b#1","reason":"known","until":"2027-03-01"},"carried-over":"2026-07-23T12:00:00+00:00","commit":"c0ffee","committed":{"date":"2026-05-17T12:00:00+02:00","subject":"Find needles"},"lock-file":"crate","tier":1,"downloads":2,
        "tags":["simd"],"seconds":3}
        """;

    private const string Ledger =
        $$$"""
        {"intrinsic":"llvm.x","state":"hit","backend":"cranelift","crate":"memchr","package":"memchr 1.0.0","target":"x86_64-unknown-linux-gnu",
        "test-target":"lib memchr","tests":[{{{TestId}}}]}
        """;

    private const string Speed =
        """
        {"crate":"memchr","candidate":"cranelift","start":"2026-07-30T12:00:00+00:00","seconds":9.5,"jobs":4,"relaxation":"without-lto","edited":"src/lib.rs",
        "rounds":[{"first":"cranelift","baseline":{"clean":2,"rebuild":1.5},"candidate":{"clean":1}}],"other-load":0.25,"failure":"because"}
        """;

    private const string Manifest =
        """
        {"format":2,"tool-version":"0.1.0","toolchain":{"name":"nightly","rustc":"rustc 1.95.0","rustc-verbose":"rustc 1.95.0\nhost: x",
        "commit-date":"2026-04-14","host":"x","cargo":"cargo 1.97.0"},"platform":{"os":"linux","arch":"x86_64","cpu":"cpu","cpu-features":["sse2"],"cores":2,"memory-bytes":8,"target-features":["sse2"]},
        "backends":[{"name":"llvm","title":"LLVM","codegen-backend":"llvm","rustflags":[],"config":[],"environment":{},"is-baseline-again":false},
        {"name":"cranelift","title":"Cranelift","codegen-backend":"cranelift","library":"libclif.so","library-sha256":"ab","version":"0.123.13","rustflags":["-Copt-level=1"],"config":["profile.dev.debug=0"],"environment":{"A":"b"},
        "is-baseline-again":true,"probe":{"backend-loads":true,"catch-unwind-catches":false,"unsupported-intrinsic":"signal 6 (SIGABRT)",
        "unsupported-intrinsic-text":"llvm.x is not yet supported."}}],
        "list":{"name":"smoke.yaml","sha256":"cd","crates":["memchr"]},"settings":{"isolation":"none","jobs":1,"confirm":"2 of 3",
        "limits":{"seconds":900,"silence-seconds":600,"memory-bytes":1,"log-bytes":2},"shard":"2/4"},
        "plan":{"sha256":"01","shards":{"linux-x86_64":4}},
        "parts":[{"shard":"2/4","start":"2026-07-30T12:00:00+00:00","end":"2026-07-30T13:00:00+00:00","crates":1,"verdicts":1}],
        "rules-sha256":"ef","warnings":["no sandbox"],"start":"2026-07-30T12:00:00+00:00",
        "end":"2026-07-30T13:00:00+00:00","reuse":{"units-made":5,"units-shared":6,"crates-carried-over":7},"resumed":1,"counts":{"compatible":1}}
        """;

    [Test]
    public void A_leg_is_written_as_spelled_out_here_and_reads_back() => IsWritten(Sample.Leg(), Leg, ResultsJson.Default.LegResult);

    [Test]
    public void A_test_is_written_as_spelled_out_here_and_reads_back() => IsWritten(Sample.Test, Test, ResultsJson.Default.TestResult);

    [Test]
    public void A_test_of_another_package_names_it() => IsWritten(
        new TestResult { Package = "member", Target = "lib memchr", Name = "a", Outcome = TestOutcome.Passed },
        """{"package":"member","target":"lib memchr","name":"a","outcome":"passed"}""",
        ResultsJson.Default.TestResult);

    [TestCase(RunManner.Alone, "alone")]
    [TestCase(RunManner.Together, "together")]
    [TestCase(RunManner.AsCargo, "as-cargo")]
    [TestCase(RunManner.Overheard, "overheard")]
    public void A_repeat_names_its_manner(RunManner manner, string name)
    {
        var json = JsonSerializer.Serialize(Sample.Leg() with { Manner = manner }, ResultsJson.Default.LegResult);

        Assert.That(json, Does.Contain($"\"manner\":\"{name}\""));
        Assert.That(JsonSerializer.Deserialize(json, ResultsJson.Default.LegResult)!.Manner, Is.EqualTo(manner));
    }

    [Test]
    public void Contradictions_are_kept()
    {
        var json = JsonSerializer.Serialize(Sample.Leg() with { Contradictions = ["one says this", "another that"] }, ResultsJson.Default.LegResult);

        Assert.That(json, Does.Contain("""contradictions":["one says this","another that"]"""));
        Assert.That(JsonSerializer.Deserialize(json, ResultsJson.Default.LegResult)!.Contradictions, Is.EqualTo(new[] { "one says this", "another that" }));
    }

    [TestCase(null, "lib memchr", "a", "lib memchr: a")]
    [TestCase("member", "lib memchr", "a", "member lib memchr: a")]
    [TestCase(null, "lib memchr", "lib memchr", "lib memchr")]
    [TestCase("member", "test it", "test it", "member test it")]
    public void A_test_is_named_for_people_by_package_target_and_name(string? package, string target, string name, string words)
    {
        var test = new TestId(target, name) { Package = package };

        Assert.That($"{test}", Is.EqualTo(words));
        Assert.That(test.IsWhole, Is.EqualTo(target == name));
    }

    [Test]
    public void A_verdict_is_written_as_spelled_out_here_and_reads_back() => IsWritten(Sample.Verdict(), Verdict, ResultsJson.Default.Verdict);

    [Test]
    public void A_ledger_entry_is_written_as_spelled_out_here_and_reads_back() => IsWritten(Sample.Ledger, Ledger, ResultsJson.Default.LedgerEntry);

    [Test]
    public void What_was_measured_is_written_as_spelled_out_here_and_reads_back() => IsWritten(Sample.Speed(), Speed, ResultsJson.Default.SpeedResult);

    [Test]
    public void A_manifest_is_written_as_spelled_out_here_and_reads_back() => IsWritten(Sample.Manifest, Manifest, ResultsJson.Default.RunManifest);

    [TestCaseSource(nameof(Exits))]
    public void An_exit_is_written_as_spelled_out_here_and_reads_back(ProcessExit exit, string json, string words)
    {
        var test = Sample.Test with { Exit = exit };

        IsWritten(test, Test.Replace("""{"kind":"timed-out","seconds":900}""", json), ResultsJson.Default.TestResult);
        Assert.That(exit.ToString(), Is.EqualTo(words));
    }

    [TestCaseSource(nameof(Outcomes))]
    public void An_outcome_is_written_as_spelled_out_here_and_reads_back(LegOutcome outcome, string json) =>
        IsWritten(
            Sample.Leg() with { Outcome = outcome },
            Leg.Replace("""{"kind":"failed","phase":"test-build","environmental":true}""", json),
            ResultsJson.Default.LegResult);

    [Test]
    public void Every_case_of_the_closed_families_is_spelled_out_here()
    {
        Assert.That(Exits().Select(row => row.Arguments[0]!.GetType()), Is.EquivalentTo(CasesOf(typeof(ProcessExit))));
        Assert.That(Outcomes().Select(row => row.Arguments[0]!.GetType()), Is.EquivalentTo(CasesOf(typeof(LegOutcome))));
    }

    [Test]
    public void What_is_not_said_is_not_written()
    {
        var verdict = new Verdict { Crate = "a", Candidate = BackendName.Cranelift, Kind = VerdictKind.Skipped, Reason = "r" };

        Assert.That(
            JsonSerializer.Serialize(verdict, ResultsJson.Default.Verdict),
            Is.EqualTo("""{"crate":"a","candidate":"cranelift","verdict":"skipped","reason":"r","causes":[],"tests":[],"in-reach":[],"left-out":[],"lock-file":"none","tags":[],"seconds":0}"""));
    }

    [TestCase(FailureClass.Timeout, FailureOwner.Environment)]
    [TestCase(FailureClass.CrateBroken, FailureOwner.NotCranelift)]
    [TestCase(FailureClass.Unknown, FailureOwner.Cranelift)]
    public void A_class_lies_on_one_side(FailureClass failure, FailureOwner owner) => Assert.That(failure.Owner(), Is.EqualTo(owner));

    [Test]
    public void Every_class_lies_on_some_side() =>
        Assert.That(() => Enum.GetValues<FailureClass>().Select(failure => failure.Owner()).ToList(), Throws.Nothing);

    [Test]
    public void Every_test_is_in_exactly_one_count()
    {
        var counts = TestCounts.Of(Enum.GetValues<TestOutcome>().SelectMany(outcome => Enumerable.Repeat(Sample.Test with { Outcome = outcome }, 1 + (int)outcome)));

        Assert.That(counts, Is.EqualTo(new TestCounts(Passed: 1, Failed: 2, Ignored: 3, NotRun: 4)));
        Assert.That(counts.Total, Is.EqualTo(10));
    }

    private static IEnumerable<TestCaseData> Exits() =>
    [
        new(new ProcessExit.Exited(101), """{"kind":"exited","code":101}""", "exit code 101"),
        new(new ProcessExit.Signalled(6), """{"kind":"signalled","signal":6,"name":"SIGABRT"}""", "signal 6 (SIGABRT)"),
        new(new ProcessExit.TimedOut(900), """{"kind":"timed-out","seconds":900}""", "timed out after 900 s"),
        new(new ProcessExit.WentSilent(0.25), """{"kind":"went-silent","seconds":0.25}""", "printed nothing for 0.3 s"),
        new(new ProcessExit.WentIdle(300), """{"kind":"went-idle","seconds":300}""", "did nothing for 300 s"),
        new(new ProcessExit.OutOfDisk(1048576), """{"kind":"out-of-disk","limit-bytes":1048576}""", "filled more than 1 MiB of disk"),
        new(new ProcessExit.TooManyProcesses(2048), """{"kind":"too-many-processes","limit":2048}""", "had more than 2048 processes and threads"),
        new(new ProcessExit.OutOfMemory(1048576), """{"kind":"out-of-memory","limit-bytes":1048576}""", "used more than 1 MiB of memory"),
        new(new ProcessExit.LogTooLarge(2097152), """{"kind":"log-too-large","limit-bytes":2097152}""", "printed more than 2 MiB"),
        new(new ProcessExit.NotStarted("no such file"), """{"kind":"not-started","reason":"no such file"}""", "could not start: no such file"),
    ];

    private static IEnumerable<TestCaseData> Outcomes() =>
    [
        new(new LegOutcome.Passed(), """{"kind":"passed"}"""),
        new(new LegOutcome.Failed(Phase.Doctest, Environmental: false), """{"kind":"failed","phase":"doctest","environmental":false}"""),
        new(new LegOutcome.Unusable("why"), """{"kind":"unusable","reason":"why"}"""),
        new(new LegOutcome.NotRun("why"), """{"kind":"not-run","reason":"why"}"""),
    ];

    private static IEnumerable<Type> CasesOf(Type family) => family.GetNestedTypes().Where(type => type.IsSubclassOf(family));

    private static void IsWritten<T>(T value, string json, JsonTypeInfo<T> type)
    {
        var written = JsonSerializer.Serialize(value, type);

        Assert.That(written, Is.EqualTo(json.Replace("\n", "")), "the lines above are one");
        Assert.That(JsonSerializer.Serialize(JsonSerializer.Deserialize(written, type)!, type), Is.EqualTo(written), "it reads back as itself");
    }
}
