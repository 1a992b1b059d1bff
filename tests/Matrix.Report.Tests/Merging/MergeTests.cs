using Matrix.Report.Merging;
using Matrix.Report.Tests.Sweeps;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Testing;

namespace Matrix.Report.Tests.Merging;

public sealed class MergeTests
{
    private RunsFolder runs = null!;

    private string Out => runs.PathOf("merged");

    private ResultsReader Linux => ResultsReader.Open(Path.Combine(Out, RunsFolder.Linux));

    [SetUp]
    public void MakeFolder() => runs = new RunsFolder();

    [TearDown]
    public void RemoveFolder() => runs.Dispose();

    [Test]
    public void Shards_become_one_results_directory_a_platform()
    {
        var merged = Merge(Shard("1/2", 0, "a", "b"), Shard("2/2", 1, "c"), runs.Run(RunsFolder.Manifest(RunsFolder.Mac, "1/1"), RunsFolder.Works("a")));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(merged.IsComplete, Is.True);
            Assert.That(merged.Platforms.Select(platform => (platform.Platform, platform.Runs, platform.Crates)), Is.EqualTo(new[] { (RunsFolder.Linux, 2, 3), (RunsFolder.Mac, 1, 1) }));
            Assert.That(Linux.Verdicts().Select(verdict => verdict.Crate), Is.EqualTo(new[] { "a", "b", "c" }));
            Assert.That(Linux.Manifest.Settings.Shard, Is.Null);
            Assert.That(Linux.Manifest.List.Crates, Is.EqualTo(new[] { "a", "b", "c" }));
            Assert.That(Linux.Manifest.Parts.Select(part => (part.Shard, part.Crates, part.Verdicts)), Is.EqualTo(new[] { ("1/2", 2, 2), ("2/2", 1, 1) }));
            Assert.That(Linux.Manifest.Counts, Is.EqualTo(new Dictionary<string, int> { ["compatible"] = 3 }));
            Assert.That(Linux.Manifest.End, Is.EqualTo(RunsFolder.Manifest(minutes: 1).End));
        }
    }

    [Test]
    public void What_an_older_version_wrote_is_written_as_today()
    {
        var old = Repository.PathOf("tests/fixtures/results/format-1");
        Merge(old);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(File.ReadAllText(Path.Combine(Out, RunsFolder.Linux, ResultsPaths.Manifest)), Does.Contain($"\"format\": {RunManifest.CurrentFormat}"));
            Assert.That(Linux.IsOfOlderFormat, Is.False);
            Assert.That(Linux.Manifest.Backends.Select(backend => (backend.Name.Value, backend.Probe is null)), Is.EqualTo(new[] { ("llvm", true), ("cranelift", false) }));
            Assert.That(RunsFolder.Text(RunsFolder.Read(Out)).Split('\n')[1..], Is.EqualTo(RunsFolder.Text(RunsFolder.Read(old)).Split('\n')[1..]).Using<string>((one, other) => one.Split(" (")[0] == other.Split(" (")[0]));
            foreach (var file in new[] { ResultsPaths.Verdicts, ResultsPaths.Legs, ResultsPaths.Ledger, ResultsPaths.Speed })
                Assert.That(Linux.RawLines(file).Count(), Is.EqualTo(ResultsReader.Open(old).RawLines(file).Count()).And.Positive, file);
        }
    }

    [Test]
    public void Shards_of_several_processors_can_what_all_of_them_can_and_say_so()
    {
        string On(string shard, int minutes, string[] features, string crate) =>
            runs.Run(RunsFolder.Manifest(shard: shard, minutes: minutes) is var manifest ? manifest with { Platform = manifest.Platform with { TargetFeatures = features } } : null!, RunsFolder.Works(crate));
        Merge(On("1/2", 0, ["sse2", "avx512bw"], "a"), On("2/2", 1, ["sse2"], "b"));

        Assert.That(Linux.Manifest.Platform.TargetFeatures, Is.EqualTo(new[] { "sse2" }));
        Assert.That(Linux.Manifest.Warnings, Does.Contain("its shards ran on processors of which only some have avx512bw"));
    }

    [Test]
    public void What_is_merged_is_reported_as_the_shards_are()
    {
        string[] shards = [Shard("1/3", 0, "a", "b"), Shard("3/3", 1, "c"), Shard("1/3", 9, "b"), runs.Run(RunsFolder.Manifest(RunsFolder.Mac, "2/2"), RunsFolder.Works("a"))];
        Merge(shards);

        var (apart, together) = (RunsFolder.Read(shards), RunsFolder.Read(Out));

        Assert.That(together.Gaps.Shards, Is.EqualTo(apart.Gaps.Shards).And.EqualTo(new[] { "Linux x86_64: shard 2 of 3 is missing", "macOS aarch64: shard 1 of 2 is missing" }));
        Assert.That(Verdicts(together), Is.EqualTo(Verdicts(apart)));

        static IEnumerable<string> Verdicts(Report.Sweeps.Sweep sweep) => sweep.Crates.SelectMany(crate => crate.Results.Select(result => $"{crate.Name} {result.Platform} {result.Verdict.Kind}"));
    }

    [Test]
    public void The_order_and_copies_make_no_difference_to_any_byte()
    {
        string[] shards = [Shard("1/3", 0, "a", "b"), Shard("2/3", 0, "c"), Shard("3/3", 5, "d"), Shard("2/3", 9, "c", "e")];
        Merge(shards);
        var first = Bytes();

        Merge([.. shards.Reverse(), runs.Copy(shards[1]), shards[0], shards[3]]);

        Assert.That(Bytes(), Is.EqualTo(first));
    }

    [Test]
    public void Of_a_shard_that_was_run_again_the_later_verdict_counts_with_the_legs_of_its_run()
    {
        var died = runs.Run(RunsFolder.Manifest(shard: "1/1") with { End = null }, RunsFolder.Works("a"), RunsFolder.Works("b"));
        var again = runs.Run(RunsFolder.Manifest(shard: "1/1", minutes: 50), RunsFolder.Fails("b"));
        AppendLegs(died, "a", "b");
        AppendLegs(again, "b");

        var merged = Merge(again, died);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Linux.Verdicts().Select(verdict => (verdict.Crate, verdict.Kind)), Is.EqualTo(new[] { ("a", VerdictKind.Compatible), ("b", VerdictKind.Regressed) }));
            Assert.That(Linux.Legs().Select(leg => (leg.Crate, leg.Seconds)), Is.EqualTo(new[] { ("a", 1.0), ("b", 2.0) }));
            Assert.That(merged.IsComplete, Is.True);
        }
    }

    [Test]
    public void A_crate_that_was_judged_again_in_the_same_run_has_its_last_verdict()
    {
        Merge(runs.Run(RunsFolder.Manifest(), RunsFolder.Works("a"), RunsFolder.Works("b"), RunsFolder.Fails("a")));

        Assert.That(File.ReadLines(Path.Combine(Out, RunsFolder.Linux, ResultsPaths.Verdicts)).Count(), Is.EqualTo(2));
        Assert.That(Linux.Verdicts().Single(verdict => verdict.Crate == "a").Kind, Is.EqualTo(VerdictKind.Regressed));
    }

    [Test]
    public void What_was_merged_is_merged_with_a_shard_that_came_late()
    {
        Merge(Shard("1/2", 0, "a"));
        var merged = Merge(Out, Shard("2/2", 5, "b"));

        Assert.That(merged.IsComplete, Is.True);
        Assert.That(Linux.Verdicts().Select(verdict => verdict.Crate), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(Linux.Manifest.Parts.Select(part => part.Shard), Is.EqualTo(new[] { "1/2", "2/2" }));
    }

    [Test]
    public void A_merged_run_that_has_a_later_shard_counts_before_the_shard_that_it_replaced()
    {
        var first = runs.Run(RunsFolder.Manifest(shard: "2/2", minutes: 5), RunsFolder.Fails("b"));
        Merge(Shard("1/2", 0, "a"), first, Shard("2/2", 9, "b"));

        Merge(Out, first);

        Assert.That(Linux.Verdicts().Single(verdict => verdict.Crate == "b").Kind, Is.EqualTo(VerdictKind.Compatible));
    }

    [Test]
    public void What_is_missing_is_said()
    {
        var manifest = RunsFolder.Manifest(shard: "2/3") with { End = null };
        var broken = Shard("3/3", 1, "z");
        File.WriteAllText(Path.Combine(broken, ResultsPaths.Verdicts), "no JSON\n");
        var merged = Merge(runs.Run(manifest with { List = manifest.List with { Crates = ["a", "b", "c"] } }, RunsFolder.Works("b")), broken, "/nowhere/at-all");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(merged.IsComplete, Is.False);
            Assert.That(merged.Unreadable, Has.Count.EqualTo(2).And.Some.Contains("/nowhere/at-all").And.Some.Contains("verdicts.jsonl:1"));
            Assert.That(merged.MissingShards, Is.EqualTo(new[] { "Linux x86_64: shard 1 of 3 is missing", "Linux x86_64: shard 3 of 3 is missing" }));
            Assert.That(merged.Platforms.Single().WithoutVerdict, Is.EqualTo(new[] { "a", "c" }));
            Assert.That(merged.Platforms.Single().Unfinished, Is.EqualTo(1));
            Assert.That(Linux.Manifest.End, Is.Null);
        }
    }

    [Test]
    public void A_line_that_was_cut_off_is_left_behind()
    {
        var shard = Shard("1/1", 0, "a");
        RunsFolder.Append(shard, ResultsPaths.Verdicts, """{"crate":"b","verd""");

        Merge(shard);

        Assert.That(File.ReadAllText(Path.Combine(Out, RunsFolder.Linux, ResultsPaths.Verdicts)), Does.EndWith("}\n").And.Not.Contains("\"b\""));
    }

    [Test]
    public void Runs_of_different_sweeps_are_refused([Values("list", "plan", "toolchain")] string what)
    {
        var manifest = RunsFolder.Manifest(minutes: 1, shard: "2/2");
        var other = what switch
        {
            "list" => manifest with { List = manifest.List with { Sha256 = "other" } },
            "plan" => manifest with { Plan = new PlanRecord("ab", new Dictionary<string, int>()) },
            _ => manifest.WithCranelift(cranelift => cranelift with { LibrarySha256 = "other" }),
        };

        var error = Assert.Throws<MatrixException>(() => Merge(Shard("1/2", 0, "a"), runs.Run(other, RunsFolder.Works("b"))));

        Assert.That(error.Message, Does.Contain("are not of one sweep: they had another").And.EndWith(what));
        Assert.That(Directory.Exists(Out), Is.False);
    }

    [Test]
    public void What_was_not_merged_is_never_replaced()
    {
        var shard = Shard("1/1", 0, "a");
        runs.RunIn($"merged/{RunsFolder.Linux}", RunsFolder.Manifest(), RunsFolder.Works("mine"));

        Assert.That(() => Merge(shard), Throws.TypeOf<MatrixException>().With.Message.EndsWith("holds something that was not merged"));
        Assert.That(Linux.Verdicts().Single().Crate, Is.EqualTo("mine"));
    }

    [Test]
    public void Logs_come_with_the_verdict_and_take_no_room()
    {
        var shard = Shard("1/1", 0, "a");
        Directory.CreateDirectory(Path.Combine(shard, "logs", "a", "llvm"));
        File.WriteAllText(Path.Combine(shard, "logs", "a", "llvm", "build.log.gz"), "log");

        Merge(shard);

        var linked = Path.Combine(Out, RunsFolder.Linux, "logs", "a", "llvm", "build.log.gz");
        Assert.That(File.ReadAllText(linked), Is.EqualTo("log"));
        File.AppendAllText(Path.Combine(shard, "logs", "a", "llvm", "build.log.gz"), " of both");
        Assert.That(File.ReadAllText(linked), Is.EqualTo("log of both"), "it is the same file");
    }

    [Test]
    public void A_foreign_directory_brings_in_no_file_from_outside()
    {
        var secret = Path.Combine(runs.Path, "secret");
        File.WriteAllText(secret, "secret");
        var shard = runs.Run(RunsFolder.Manifest(), RunsFolder.Works("a"), RunsFolder.Works("../.."), RunsFolder.Works(".."));
        Directory.CreateDirectory(Path.Combine(shard, "logs", "a"));
        File.CreateSymbolicLink(Path.Combine(shard, "logs", "a", "link"), secret);
        Directory.CreateSymbolicLink(Path.Combine(shard, "logs", "a", "folder"), runs.Path);

        Merge(shard);

        Assert.That(Directory.EnumerateFileSystemEntries(Path.Combine(Out, RunsFolder.Linux, "logs"), "*", SearchOption.AllDirectories).Select(Path.GetFileName), Is.EqualTo(new[] { "a" }));
    }

    private string Shard(string shard, int minutes, params string[] crates) =>
        runs.Run(RunsFolder.Manifest(shard: shard, minutes: minutes), [.. crates.Select(RunsFolder.Works)]);

    private MergedSweep Merge(params string[] directories) => MergeRun.Execute(new MergeRequest(directories, Out, WithLogs: true), CancellationToken.None);

    private static void AppendLegs(string results, params string[] crates)
    {
        using var writer = ResultsWriter.Resume(results, ResultsReader.Open(results).Manifest);
        foreach (var crate in crates)
            writer.Append(Sample.Passed(crate, LegName.Llvm, new TestCounts(1)) with { Seconds = ResultsReader.Open(results).Manifest.End is null ? 1 : 2 });
    }

    private Dictionary<string, string> Bytes() =>
        Directory.EnumerateFiles(Out, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(Out, file), File.ReadAllText);
}
