using System.Text.Json;
using Matrix.Results;
using Matrix.Results.History;

namespace Matrix.Report.Tests;

/// <summary>Names and output that try to be more than text. Whatever of it runs marks the page: see <see cref="Mark"/>.</summary>
public static class HostileRun
{
    public const string Mark = "data-hostile";
    public const string Name = "evil&'\"<b>";

    private const string Script = "<script>document.documentElement.setAttribute('data-hostile','1')</script>";
    private const string Breakout = $"\"'></pre></details></table>{Script}<img src=x onerror=\"document.documentElement.setAttribute('data-hostile','1')\">";
    public const string Everything = $"{Breakout} | a | b |\n# heading\n[x](javascript:alert(1)) {{{{Frame.Policy}}}} \u001B[31mred\u001B[0m \0 \u202E https://example.com/x";

    /// <summary>Adds an earlier sweep in which everything that can have a name has a hostile one.</summary>
    public static void Remember(string history)
    {
        var start = Sample.Manifest.Start.AddDays(-7);
        var run = new PastRun
        {
            Platform = Everything,
            Start = start,
            Rustc = Everything,
            CommitDate = Everything,
            BackendSha256 = Everything,
            CraneliftVersion = Everything,
            List = Everything,
            ListSha256 = Everything,
            Selected = 1,
            ToolVersion = Everything,
        };
        var sweep = new PastSweep
        {
            Start = start,
            Runs = [run, run with { Platform = "linux-x86_64" }],
            Causes = [new PastCause(FailureClass.Abi, Everything, Everything)],
            Crates = 2,
        };
        var verdicts = new Dictionary<string, VerdictKind> { [Everything] = VerdictKind.Regressed, ["linux-x86_64"] = VerdictKind.Compatible };
        PastCrate[] crates =
        [
            new() { Crate = Everything, Verdicts = verdicts, Failures = [new PastFailure(Everything, 0, 1)] },
            new() { Crate = Name, Verdicts = verdicts, Failures = [new PastFailure(Everything, 0, 1)] },
        ];
        Directory.CreateDirectory(history);
        HistoryFile.Write(Path.Combine(history, HistoryFile.NameOf(sweep)), sweep, crates);
    }

    public static ResultsFixture Write(ResultsFixture fixture)
    {
        var log = $"logs/{Name}/cranelift/test.log.gz";
        fixture.Log(log, $"first\n{Everything.Replace('\n', ' ')}\n{new string('x', 10_000_000)}\nafter \u001B[2J\u0007\nlast");
        fixture.Manifest = fixture.Manifest with
        {
            Warnings = [Everything],
            Toolchain = fixture.Manifest.Toolchain with { Name = Everything },
            Backends = [.. fixture.Manifest.Backends.Select(backend => backend with { Title = Everything, CodegenBackend = Everything, Library = Everything, Version = Everything, Rustflags = [Everything], Config = [Everything] })],
            List = fixture.Manifest.List with { Name = Everything },
        };
        fixture.Add(
            Sample.Verdict(Name, VerdictKind.Regressed, Everything) with
            {
                Causes = [Sample.Cause(FailureClass.Crash, Everything, new Evidence(log, 2, Everything), new Evidence(log, 3, new string('x', 2_000))) with { Package = Everything, Signature = Everything }],
                Tests = [new TestDifference(Everything, Everything, TestOutcome.Passed, TestOutcome.Failed, new LogLine(log, 4_000_000)) { Package = Everything }],
                LeftOut = [Everything, $"Cargo.toml: profile.dev.package.{Everything}.codegen-backend"],
                Expectation = new Expectation(ExpectationState.Unmet, VerdictKind.Broken, null, Everything, Everything, Everything, null),
                Tags = [Everything],
                Commit = Everything,
                Committed = new CommitRecord(DateTimeOffset.UnixEpoch, Everything),
            },
            Sample.Passed(Name, LegName.Llvm, new TestCounts(1)) with { Outcome = new LegOutcome.Unusable(Everything), Profile = [Everything], Contradictions = [Everything] },
            Sample.Failed(Sample.Passed(Name, LegName.Cranelift, new TestCounts(1)), Phase.Test, new ProcessExit.NotStarted(Everything)));
        fixture.Add(Sample.Verdict(Everything, VerdictKind.Inconclusive, Everything) with
        {
            Causes = [Sample.Cause(FailureClass.Network, null, new Evidence("../../outside.log.gz", 1, "outside"), new Evidence("logs/absent/prepare.log.gz", 9, "absent"))],
        });
        fixture.Add(new LedgerEntry { Intrinsic = Everything, State = LedgerState.Hit, Backend = BackendName.Cranelift, Crate = Everything, Package = Everything, Target = Everything });
        fixture.Write();
        var seconds = new BuildSeconds(2, 1);
        SpeedResult[] speed =
        [
            new() { Candidate = BackendName.Cranelift, Crate = Name, Rounds = [new SpeedRound(BackendName.Llvm, seconds, seconds)], Edited = Everything },
            new() { Candidate = BackendName.Cranelift, Crate = Everything, Failure = Everything },
        ];
        File.WriteAllLines(fixture.PathOf(ResultsPaths.Speed), speed.Select(each => JsonSerializer.Serialize(each, ResultsJson.Default.SpeedResult)));
        return fixture;
    }
}
