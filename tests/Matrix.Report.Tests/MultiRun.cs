using Matrix.Results;
using Matrix.Results.History;
using Matrix.Testing;

namespace Matrix.Report.Tests;

/// <summary>
/// A sweep over three platforms, one of them in two shards, with three earlier sweeps. What each crate came to is drawn from its name, so
/// that a seed says all of it; crates that end in the same letter tend to fail for the same.
/// </summary>
public sealed class MultiRun : IDisposable
{
    public const string Linux = "linux-x86_64";
    public const string Arm = "linux-aarch64";
    public const string Mac = "macos-aarch64";

    /// <summary>Repeats that each platform has.</summary>
    public const int Repeats = 3;

    public static readonly IReadOnlyList<string> Platforms = [Linux, Arm, Mac];

    /// <summary>Of the list, and without a verdict on any platform.</summary>
    public const string NeverJudged = "never-judged";

    private static readonly (FailureClass Class, string? Subclass)[] Causes =
    [
        (FailureClass.Unwinding, "thread-panic"), (FailureClass.Unwinding, "catch-unwind"), (FailureClass.SimdIntrinsic, "llvm.x86.pclmulqdq.256"),
        (FailureClass.Linkage, null), (FailureClass.CompilerCrash, "isle & <b>"), (FailureClass.WrongResult, null), (FailureClass.Network, null),
    ];

    private readonly int seed;
    private readonly TemporaryDirectory directory = new();
    private readonly List<ResultsFixture> runs = [];

    public MultiRun(int seed = 1, int crates = 60)
    {
        this.seed = seed;
        Crates = [.. Enumerable.Range(0, crates).Select(number => $"{(number % 7 == 0 ? "Crate" : "crate")}-{number / 2:00}{(number % 2 == 0 ? "" : "_x")}"), "CRATE-01"];
        Run(Linux, "1/2", crate => crate % 2 == 0);
        Run(Linux, "2/2", crate => crate % 2 == 1);
        Run(Arm, null, crate => crate % 5 != 0);
        Run(Mac, null, _ => true);
        RunNoise(Linux, crate => crate % 3 == 0);
        RunNoise(Mac, crate => crate % 4 == 0);
        for (var week = 3; week >= 1; week--)
            Remember(week);
    }

    public IReadOnlyList<string> Crates { get; }

    public IReadOnlyList<string> Results => [.. runs.Select(run => run.Results)];

    public string Site => Path.Combine(directory.Path, "site");

    public string History => Path.Combine(directory.Path, "history");

    public string Read(string relative) => File.ReadAllText(Path.Combine(Site, relative));

    internal WrittenReport Report(bool history = true) =>
        new ReportRun(ResultsFixture.Templates).Execute(new ReportRequest(Results, history ? History : null, false, Site), CancellationToken.None);

    public void Dispose()
    {
        runs.ForEach(run => run.Dispose());
        directory.Dispose();
    }

    // LLVM with LLVM, of the same start and list: nothing of it may get into any number of the rest.
    private void RunNoise(string platform, Func<int, bool> has)
    {
        string[] crates = [.. Crates.Where((_, number) => has(number)), "only-noise"];
        var run = new ResultsFixture
        {
            Manifest = Sample.Manifest with
            {
                Platform = Sample.Manifest.Platform with { Os = platform.Split('-')[0], Arch = platform.Split('-')[1] },
                Settings = Sample.Manifest.Settings with { Shard = platform == Linux ? "1/2" : null },
                Backends = TwoBackends.Noise,
                Warnings = ["noise"],
                List = Sample.Manifest.List with { Crates = crates },
            },
        };
        foreach (var crate in crates)
        {
            var verdict = Judged(crate, platform, week: 9);
            var log = ResultsPaths.Log(crate, new LegName(BackendName.Llvm.Again()), Phase.Test);
            run.Add(
                Sample.Verdict(crate, verdict) with { Causes = [.. CausesOf(crate, platform, verdict).Select((cause, index) => Cause(crate, platform, cause, log, index))] },
                Sample.Passed(crate, LegName.Llvm, new TestCounts(1)),
                Sample.Passed(crate, new LegName(BackendName.Llvm.Again()), new TestCounts(1)) with { Attempt = 2 });
        }

        runs.Add(run.Write());
    }

    private void Run(string platform, string? shard, Func<int, bool> has)
    {
        var (os, arch) = (platform.Split('-')[0], platform.Split('-')[1]);
        string[] crates = [.. Crates.Where((_, number) => has(number))];
        var run = new ResultsFixture
        {
            Manifest = Sample.Manifest with
            {
                Platform = Sample.Manifest.Platform with { Os = os, Arch = arch },
                Settings = Sample.Manifest.Settings with { Shard = shard },
                Warnings = ["no isolation"],
                End = platform == Mac ? null : Sample.Manifest.End,
                List = Sample.Manifest.List with { Crates = platform == Mac ? [.. crates, NeverJudged] : crates },
            },
        };
        foreach (var (crate, number) in crates.Index().Select(pair => (pair.Item, pair.Index)))
            Add(run, crate, platform, repeats: shard != "2/2" && number < Repeats);
        run.Add([.. crates.Where(crate => Draw(crate, "ledger") % 4 == 0).Select(crate => new LedgerEntry
        {
            Backend = BackendName.Cranelift,
            Intrinsic = $"llvm.x86.{Draw(crate, "intrinsic") % 3}",
            State = (LedgerState)(Draw(crate, platform) % 3),
            Crate = crate,
            Package = "memchr 2.7.6",
            Target = platform,
        })]);
        runs.Add(run.Write());
    }

    private void Add(ResultsFixture run, string crate, string platform, bool repeats)
    {
        var verdict = Judged(crate, platform, week: 0);
        var log = ResultsPaths.Log(crate, LegName.Cranelift, Phase.Test);
        run.Log(log, string.Concat(Enumerable.Range(1, 12).Select(number => $"line {number} of {crate}\n")));
        var tests = new TestCounts(Draw(crate, "tests") % 90 + 10);
        var seconds = 1 + Draw(crate, "seconds") % 100;
        List<LegResult> legs = Draw(crate, platform, "legs") % 9 == 0 ? [] : [Sample.Passed(crate, LegName.Llvm, tests, seconds), Sample.Passed(crate, LegName.Cranelift, tests, seconds * 0.7)];
        if (repeats)
            legs.Add(Sample.Passed(crate, LegName.Cranelift, tests) with { Attempt = 2 });

        run.Add(
            Sample.Verdict(crate, verdict, $"it is {WireName.Of(verdict)}") with
            {
                Causes = [.. CausesOf(crate, platform, verdict).Select((cause, index) => Cause(crate, platform, cause, log, index))],
                Downloads = Draw(crate, "downloads") % 3 == 0 ? null : Draw(crate, "downloads") * 1_000L,
                Tests = verdict == VerdictKind.Regressed ? [new TestDifference("lib x", "t0", TestOutcome.Passed, TestOutcome.Failed, new LogLine(log, 5))] : [],
                Seconds = seconds,
            },
            [.. legs]);
    }

    // The tests of a platform are the first ones of those of another: together they are as many as the platform with most has.
    private Cause Cause(string crate, string platform, int cause, string log, int index) =>
        Sample.Cause(Causes[cause].Class, Causes[cause].Subclass, new Evidence(log, 4 + index, $"line {4 + index} of {crate}")) with
        {
            Tests = [.. Enumerable.Range(0, Draw(crate, platform, "failing") % 4).Select(number => new TestId("lib x", $"{cause}-t{number}"))],
        };

    private VerdictKind Judged(string crate, string platform, int week)
    {
        var drawn = Draw(crate, platform, $"{(week + 1) / 2}") % 20;
        return drawn < Enum.GetValues<VerdictKind>().Length ? (VerdictKind)drawn : drawn < 16 ? VerdictKind.Compatible : VerdictKind.Regressed;
    }

    private IEnumerable<int> CausesOf(string crate, string platform, VerdictKind verdict)
    {
        if (verdict is VerdictKind.Compatible or VerdictKind.Skipped or VerdictKind.Improved)
            return [];

        var first = crate[^1] % Causes.Length;
        return Draw(crate, platform, "causes") % 3 == 0 ? [first, (first + 1) % Causes.Length] : [first];
    }

    private void Remember(int week)
    {
        var start = Sample.Manifest.Start.AddDays(-7 * week);
        var crates = Crates.Where(crate => Draw(crate, "new") % 5 != 0).Select(crate => Past(crate, week)).ToList();
        var sweep = new PastSweep
        {
            Start = start,
            Runs = [.. Platforms.Select(platform => PastRun(platform, start, week))],
            Causes = [.. Causes.Select(cause => new PastCause(cause.Class, cause.Subclass, Sample.Cause(cause.Class, cause.Subclass).Signature))],
            Crates = crates.Count,
        };
        Directory.CreateDirectory(History);
        HistoryFile.Write(Path.Combine(History, HistoryFile.NameOf(sweep)), sweep, crates);
    }

    private PastCrate Past(string crate, int week)
    {
        var verdicts = Platforms.Where(platform => Draw(crate, platform, "there") % 6 != 0).ToDictionary(platform => platform, platform => Judged(crate, platform, week));
        return new PastCrate
        {
            Crate = crate,
            Downloads = Draw(crate, "downloads") * 900L,
            Verdicts = verdicts,
            Failures = [.. verdicts.SelectMany(pair => CausesOf(crate, pair.Key, pair.Value).Select(cause => new PastFailure(pair.Key, cause, 1)))],
        };
    }

    private static PastRun PastRun(string platform, DateTimeOffset start, int week) => new()
    {
        Platform = platform,
        Start = start,
        End = start.AddHours(1),
        Rustc = $"rustc 1.{97 - week}.0-nightly",
        BackendSha256 = new string((char)('a' + week), 64),
        List = Sample.Manifest.List.Name,
        ListSha256 = Sample.Manifest.List.Sha256,
        Selected = 60,
        ToolVersion = "0.1.0",
    };

    // The same in every process, unlike a string's own hash.
    private int Draw(params string[] what)
    {
        var hash = 2_166_136_261u ^ (uint)seed;
        foreach (var character in string.Join('/', what))
            hash = (hash ^ character) * 16_777_619u;

        return (int)((hash ^ (hash >> 15)) & 0xFFFF);
    }
}
