using FsCheck;
using FsCheck.Fluent;
using Matrix.Report.Sweeps;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Testing;

namespace Matrix.Report.Tests.Sweeps;

public sealed class SweepReaderTests
{
    private RunsFolder runs = null!;

    [SetUp]
    public void SetUp() => runs = new RunsFolder();

    [TearDown]
    public void TearDown() => runs.Dispose();

    [Test]
    public void Directories_in_any_order_and_any_of_them_twice_are_the_same_sweep() => Prop.ForAll(
        (from planned in AnyRun.Several from order in Gen.Shuffle(Enumerable.Range(0, planned.Length * 3)) select (planned, order)).ToArbitrary(),
        plan =>
        {
            string[] directories = [.. plan.planned.Select(run => runs.Run(run.Manifest, run.Verdicts))];
            string[] again = [.. directories, .. directories.Select(runs.Copy), .. directories.Select(directory => directory + "/")];

            return RunsFolder.Text(RunsFolder.Read(directories)) == RunsFolder.Text(RunsFolder.Read([.. plan.order.Select(index => again[index])]));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Test]
    public void Results_of_several_platforms_come_together_by_crate()
    {
        var sweep = RunsFolder.Read(
            runs.Run(RunsFolder.Manifest(RunsFolder.Mac), RunsFolder.Fails("b"), RunsFolder.Works("a") with { Downloads = 7 }),
            runs.Run(RunsFolder.Manifest(RunsFolder.Linux), RunsFolder.Works("b"), RunsFolder.Works("c") with { Downloads = null }, Sample.Verdict("d", VerdictKind.Flaky)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                sweep.Crates.Select(crate => (crate.Name, string.Join(' ', crate.Results.Select(result => result.Platform)), crate.Standing)),
                Is.EqualTo(new[] { ("a", RunsFolder.Mac, Standing.Works), ("b", $"{RunsFolder.Linux} {RunsFolder.Mac}", Standing.Fails), ("c", RunsFolder.Linux, Standing.Works), ("d", RunsFolder.Linux, Standing.Unsaid) }));
            Assert.That(sweep.Crates.Select(crate => crate.Downloads), Is.EqualTo(new long?[] { 7, null, null, null }));
            Assert.That(sweep.Crates[1].On(RunsFolder.Mac)?.Verdict.Kind, Is.EqualTo(VerdictKind.Regressed));
            Assert.That(sweep.Crates[0].On(RunsFolder.Linux), Is.Null);
            Assert.That(sweep.RunsOn(RunsFolder.Mac).Select(run => run.Verdicts.Count), Is.EqualTo(new[] { 2 }));
        }
    }

    [Test]
    public void A_sweep_begins_with_its_first_run()
    {
        var sweep = RunsFolder.Read(runs.Run(RunsFolder.Manifest(RunsFolder.Linux, minutes: 9)), runs.Run(RunsFolder.Manifest(RunsFolder.Mac, minutes: 4)));

        Assert.That(sweep.Start, Is.EqualTo(Sample.Manifest.Start.AddMinutes(4)));
    }

    [Test]
    public void Of_copies_of_a_run_the_most_complete_counts()
    {
        var cut = runs.Run(RunsFolder.Manifest() with { End = null }, RunsFolder.Works("a"));
        var whole = runs.Run(RunsFolder.Manifest(), RunsFolder.Works("a"), RunsFolder.Works("b"));

        foreach (var sweep in new[] { RunsFolder.Read(cut, whole), RunsFolder.Read(whole, cut) })
            Assert.That(sweep.Runs.Select(run => run.Results.Paths.Root), Is.EqualTo(new[] { whole }));
    }

    [Test]
    public void Of_copies_of_a_run_with_as_many_verdicts_the_one_that_ended_counts()
    {
        var running = runs.Run(RunsFolder.Manifest() with { End = null }, RunsFolder.Works("a"));
        var ended = runs.Run(RunsFolder.Manifest(), RunsFolder.Works("a"));

        Assert.That(RunsFolder.Read(running, ended).Runs.Single().Results.Paths.Root, Is.EqualTo(ended));
    }

    [Test]
    public void Of_a_shard_that_died_and_was_run_again_the_later_verdicts_count_and_others_stay()
    {
        var died = runs.Run(RunsFolder.Manifest(shard: "1/2", minutes: 0) with { End = null }, RunsFolder.Works("a"), RunsFolder.Works("b"));
        var again = runs.Run(RunsFolder.Manifest(shard: "1/2", minutes: 50), RunsFolder.Fails("b"), RunsFolder.Works("c"));

        foreach (var sweep in new[] { RunsFolder.Read(died, again), RunsFolder.Read(again, died) })
        {
            Assert.That(
                sweep.Crates.Select(crate => (crate.Name, crate.Results.Single().Verdict.Kind, crate.Results.Single().Run.Results.Paths.Root)),
                Is.EqualTo(new[] { ("a", VerdictKind.Compatible, died), ("b", VerdictKind.Regressed, again), ("c", VerdictKind.Compatible, again) }));
        }
    }

    [Test]
    public void Legs_are_those_of_the_run_whose_verdict_counts()
    {
        var first = runs.Run(RunsFolder.Manifest(shard: "1/2"), RunsFolder.Works("a"));
        var second = runs.Run(RunsFolder.Manifest(shard: "1/2", minutes: 5), RunsFolder.Works("a"));
        AppendLeg(first, Sample.Passed("a", LegName.Llvm, new TestCounts(1)));
        AppendLeg(second, Sample.Passed("a", LegName.Llvm, new TestCounts(2)));

        Assert.That(RunsFolder.Read(second, first).Crates.Single().Results.Single().Record().Llvm!.Tests.Passed, Is.EqualTo(2));
    }

    [Test]
    public void Shards_that_are_not_there_are_said()
    {
        var sweep = RunsFolder.Read(
            runs.Run(RunsFolder.Manifest(RunsFolder.Mac, "1/2")),
            runs.Run(RunsFolder.Manifest(RunsFolder.Linux, "3/4")),
            runs.Run(RunsFolder.Manifest(RunsFolder.Linux, "1/4")),
            runs.Run(RunsFolder.Manifest(RunsFolder.LinuxArm, "1/1")));

        Assert.That(
            sweep.Gaps.Shards,
            Is.EqualTo(new[] { "Linux x86_64: shard 2 of 4 is missing", "Linux x86_64: shard 4 of 4 is missing", "macOS aarch64: shard 2 of 2 is missing" }));
    }

    [TestCase("")]
    [TestCase("1/4,")]
    [TestCase("1/2,2/2")]
    [TestCase("1/2,2/2,1/4")]
    [TestCase("1/4,2/4,3/4,4/4,2/4")]
    public void A_platform_that_was_swept_whole_misses_no_shard(string shards)
    {
        string[] directories = [.. shards.Split(',').Select((shard, index) => runs.Run(RunsFolder.Manifest(shard: shard.Length == 0 ? null : shard, minutes: index)))];

        Assert.That(RunsFolder.Read(directories).Gaps.Shards, Is.Empty);
    }

    [Test]
    public void A_whole_run_of_another_list_does_not_stand_in_for_a_shard()
    {
        var manifest = RunsFolder.Manifest();
        var sweep = RunsFolder.Read(
            runs.Run(manifest with { List = manifest.List with { Sha256 = "other" } }),
            runs.Run(RunsFolder.Manifest(shard: "1/2")));

        Assert.That(sweep.Gaps.Shards, Is.EqualTo(new[] { "Linux x86_64: shard 2 of 2 is missing" }));
    }

    [Test]
    public void A_plan_tells_of_platforms_that_nothing_came_from()
    {
        var plan = new PlanRecord("ab", new Dictionary<string, int> { [RunsFolder.Linux] = 2, [RunsFolder.LinuxArm] = 1, [RunsFolder.Mac] = 3, [RunsFolder.MacIntel] = 0 });
        var sweep = RunsFolder.Read(runs.Run(RunsFolder.Manifest(shard: "2/2") with { Plan = plan }));

        Assert.That(
            sweep.Gaps.Shards,
            Is.EqualTo(new[] { "Linux x86_64: shard 1 of 2 is missing", "Linux aarch64: its one shard is missing", "macOS aarch64: all 3 shards are missing" }));
    }

    [Test]
    public void Shards_of_another_plan_do_not_stand_in()
    {
        var shards = new Dictionary<string, int> { [RunsFolder.Linux] = 2 };
        var sweep = RunsFolder.Read(
            runs.Run(RunsFolder.Manifest(shard: "1/2") with { Plan = new PlanRecord("ab", shards) }),
            runs.Run(RunsFolder.Manifest(shard: "2/2", minutes: 1) with { Plan = new PlanRecord("cd", shards) }));

        Assert.That(sweep.Gaps.Shards, Is.EqualTo(new[] { "Linux x86_64: shard 2 of 2 is missing", "Linux x86_64: shard 1 of 2 is missing" }));
    }

    [TestCase("0/0")]
    [TestCase("0/2")]
    [TestCase("1/0")]
    [TestCase("3/2")]
    [TestCase("9999999/2")]
    [TestCase("1/9999999")]
    [TestCase("99999999999999999999/2")]
    [TestCase("-1/2")]
    [TestCase("1/-2")]
    [TestCase("+1/2")]
    [TestCase(" 1/2")]
    [TestCase("a/b")]
    [TestCase("1/2/3")]
    [TestCase("/")]
    [TestCase("")]
    [TestCase("<b>")]
    public void A_shard_that_is_none_misses_none(string shard)
    {
        var sweep = RunsFolder.Read(runs.Run(RunsFolder.Manifest(shard: shard), RunsFolder.Works("a")));

        Assert.That(sweep.Gaps.Shards, Is.Empty);
        Assert.That(Shards.Number(sweep.Runs.Single()), Is.Zero);
        Assert.That(sweep.Crates, Has.Count.EqualTo(1));
    }

    [TestCase("newer format")]
    [TestCase("run.json is no JSON")]
    [TestCase("run.json is cut off")]
    [TestCase("run.json says null")]
    [TestCase("empty folder")]
    [TestCase("no such folder")]
    [TestCase("a verdict in the middle is broken")]
    [TestCase("a leg in the middle is broken")]
    [TestCase("a line of the ledger is broken")]
    [TestCase("a line of the speeds is broken")]
    public void What_cannot_be_read_is_left_out_and_said_if_something_can_and_is_an_error_if_nothing_can(string damage)
    {
        var readable = runs.Run(RunsFolder.Manifest(RunsFolder.Mac), RunsFolder.Works("a"));
        var damaged = runs.PathOf(damage);
        Damage(damage);

        var sweep = RunsFolder.Read(damaged, readable, damaged);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(sweep.Runs.Select(run => run.Results.Paths.Root), Is.EqualTo(new[] { readable }));
            Assert.That(sweep.Gaps.Unreadable, Has.Count.EqualTo(1).And.One.Contains(damaged));
            Assert.That(() => RunsFolder.Read(damaged), Throws.InstanceOf<MatrixException>().With.Property("ExitCode").EqualTo(ExitCode.Usage).And.Message.Contains(damaged));
        }
    }

    [Test]
    public void A_file_that_nobody_may_read_is_left_out_and_said()
    {
        if (Environment.IsPrivilegedProcess)
            Assert.Ignore("nothing is closed to root");

        var readable = runs.Run(RunsFolder.Manifest(RunsFolder.Mac), RunsFolder.Works("a"));
        foreach (var file in new[] { ResultsPaths.Manifest, ResultsPaths.Legs, ResultsPaths.Verdicts, ResultsPaths.Ledger })
        {
            var closed = runs.Run(RunsFolder.Manifest(), RunsFolder.Works("b"));
            File.SetUnixFileMode(Path.Combine(closed, file), UnixFileMode.None);

            Assert.That(RunsFolder.Read(closed, readable).Gaps.Unreadable, Has.Count.EqualTo(1).And.One.Contains(closed), file);
        }
    }

    [Test]
    public void A_last_line_that_was_cut_off_is_left_out_and_counted_once_however_often_it_is_read()
    {
        var results = runs.Run(RunsFolder.Manifest(), RunsFolder.Works("a"), RunsFolder.Works("b"));
        using (var file = File.Open(Path.Combine(results, ResultsPaths.Verdicts), FileMode.Open))
            file.SetLength(file.Length - 5);
        RunsFolder.Append(results, ResultsPaths.Ledger, "{\"intrin");
        RunsFolder.Append(results, ResultsPaths.Speed, "{\"crate\":\"a\"");
        RunsFolder.Append(results, ResultsPaths.Legs, "{");

        var sweep = RunsFolder.Read(results);
        var run = sweep.Runs.Single();

        Assert.That(run.Results.Ledger().Count() + run.Results.Speed().Count(), Is.Zero);
        Assert.That(run.Results.CutOffLines, Is.EqualTo(4));
        Assert.That(sweep.Crates.Select(crate => crate.Name), Is.EqualTo(new[] { "a" }));
        Assert.That(sweep.Gaps.WithoutVerdict.Single().Crates, Is.EqualTo(new[] { "b" }));
    }

    [Test]
    public void Crates_that_were_selected_and_have_no_verdict_are_said_by_platform()
    {
        var selected = RunsFolder.Manifest() with { List = Sample.Manifest.List with { Crates = ["a", "b", "c"] } };
        var mac = RunsFolder.Manifest(RunsFolder.Mac) with { List = selected.List };

        var sweep = RunsFolder.Read(
            runs.Run(mac, RunsFolder.Works("a"), RunsFolder.Works("b"), RunsFolder.Works("c")),
            runs.Run(selected with { Start = selected.Start.AddMinutes(1) }, RunsFolder.Works("a")),
            runs.Run(selected, RunsFolder.Works("b")));

        Assert.That(sweep.Gaps.WithoutVerdict.Select(gap => $"{gap.Platform}: {string.Join(' ', gap.Crates)}"), Is.EqualTo(new[] { $"{RunsFolder.Linux}: c" }));
    }

    [Test]
    public void Platforms_are_in_the_order_of_the_goal_and_others_behind_them()
    {
        string[] unordered = ["windows-x86_64", RunsFolder.Mac, "Linux-<b>'\"&|\n\0", RunsFolder.Linux, "-", RunsFolder.MacIntel, RunsFolder.LinuxArm];

        var sweep = RunsFolder.Read([.. unordered.Select(platform => runs.Run(RunsFolder.Manifest(platform), RunsFolder.Works("a")))]);

        string[] ordered = [RunsFolder.Linux, RunsFolder.LinuxArm, RunsFolder.MacIntel, RunsFolder.Mac, "-", "Linux-<b>'\"&|\n\0", "windows-x86_64"];
        Assert.That(sweep.Platforms, Is.EqualTo(ordered));
        Assert.That(sweep.Runs.Select(run => run.Platform), Is.EqualTo(ordered));
        Assert.That(sweep.Crates.Single().Results.Select(result => result.Platform), Is.EqualTo(ordered));
    }

    [Test]
    public void Runs_of_a_platform_are_in_the_order_of_shards_and_then_of_starts()
    {
        var sweep = RunsFolder.Read(
            runs.Run(RunsFolder.Manifest(shard: "10/12", minutes: 0)),
            runs.Run(RunsFolder.Manifest(shard: "2/12", minutes: 9)),
            runs.Run(RunsFolder.Manifest(shard: "2/12", minutes: 3)));

        Assert.That(
            sweep.Runs.Select(run => (run.Manifest.Settings.Shard, (run.Manifest.Start - Sample.Manifest.Start).TotalMinutes)),
            Is.EqualTo(new[] { ("2/12", 3.0), ("2/12", 9.0), ("10/12", 0.0) }));
    }

    [Test]
    public void Runs_of_two_candidates_are_not_one_sweep()
    {
        var other = RunsFolder.Manifest(minutes: 1).WithCranelift(cranelift => cranelift with { Name = BackendName.Parse("o1") });

        Assert.That(
            () => RunsFolder.Read(runs.Run(RunsFolder.Manifest(), RunsFolder.Works("a")), runs.Run(other, RunsFolder.Works("a"))),
            Throws.InstanceOf<MatrixException>().With.Message.Contains("compares cranelift with llvm, and").And.Message.EndsWith(" o1"));
    }

    [Test]
    public void A_line_that_says_no_more_than_it_must_is_read()
    {
        var results = runs.Run(RunsFolder.Manifest());
        RunsFolder.Append(results, ResultsPaths.Verdicts, """{"crate":"a","candidate":"cranelift","verdict":"regressed","reason":"r"}""" + "\n");
        RunsFolder.Append(results, ResultsPaths.Legs, """{"crate":"a","leg":"llvm","attempt":1,"outcome":{"kind":"passed"}}""" + "\n");

        var result = RunsFolder.Read(results).Crates.Single().Results.Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Verdict.Causes, Is.Empty);
            Assert.That(result.Verdict.Tests, Is.Empty);
            Assert.That(result.Verdict.Tags, Is.Empty);
            Assert.That(result.Record().Llvm?.Phases, Is.Empty);
            Assert.That(result.Record().Llvm?.Tests, Is.EqualTo(new TestCounts()));
        }
    }

    [Test]
    public void No_directory_at_all_is_an_error() => Assert.That(() => RunsFolder.Read(), Throws.InstanceOf<MatrixException>());

    private static void AppendLeg(string results, LegResult leg)
    {
        using var writer = ResultsWriter.Resume(results, ResultsReader.Open(results).Manifest);
        writer.Append(leg);
    }

    private void Damage(string damage)
    {
        if (damage == "no such folder")
            return;

        if (damage == "empty folder")
        {
            Directory.CreateDirectory(runs.PathOf(damage));
            return;
        }

        var results = runs.RunIn(damage, RunsFolder.Manifest(), RunsFolder.Works("b"));
        string PathOf(string file) => Path.Combine(results, file);
        switch (damage)
        {
            case "newer format":
                File.WriteAllText(PathOf(ResultsPaths.Manifest), """{"format":99}""");
                break;
            case "run.json is no JSON":
                File.WriteAllText(PathOf(ResultsPaths.Manifest), "<html>");
                break;
            case "run.json is cut off":
                File.WriteAllText(PathOf(ResultsPaths.Manifest), File.ReadAllText(PathOf(ResultsPaths.Manifest))[..200]);
                break;
            case "run.json says null":
                File.WriteAllText(PathOf(ResultsPaths.Manifest), File.ReadAllText(PathOf(ResultsPaths.Manifest)).Replace("\"linux\"", "null"));
                break;
            case "a verdict in the middle is broken":
                RunsFolder.Append(results, ResultsPaths.Verdicts, "{\"crate\":\n{}\n");
                break;
            case "a leg in the middle is broken":
                RunsFolder.Append(results, ResultsPaths.Legs, "{\"crate\":\"b\",\"le\n{}\n");
                break;
            case "a line of the ledger is broken":
                RunsFolder.Append(results, ResultsPaths.Ledger, "[]\n");
                break;
            case "a line of the speeds is broken":
                RunsFolder.Append(results, ResultsPaths.Speed, "no\n");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(damage), damage, "nobody knows how");
        }
    }
}
