using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Matrix.Report.History;
using Matrix.Report.Rendering;
using Matrix.Report.Sweeps;
using Matrix.Report.Tests.Sweeps;
using Matrix.Results;
using Matrix.Results.History;
using Matrix.Testing;

namespace Matrix.Report.Tests.History;

public sealed class HistoryFolderTests
{
    private const int Week = 7 * 24 * 60;

    private RunsFolder runs = null!;

    private string History => runs.PathOf("history");

    [SetUp]
    public void SetUp()
    {
        runs = new RunsFolder();
        Directory.CreateDirectory(History);
    }

    [TearDown]
    public void TearDown() => runs.Dispose();

    [Test]
    public void Without_a_folder_the_present_sweep_is_all_there_is()
    {
        var history = new HistoryFolder(null).Upto(SweepOf(3));

        Assert.That((history.Sweeps.Count, history.HasPast), Is.EqualTo((1, false)));
        Assert.That(history.Present.Start, Is.EqualTo(StartOf(3)));
    }

    [Test]
    public void A_folder_that_is_not_there_is_an_error() =>
        Assert.That(
            () => new HistoryFolder(runs.PathOf("nowhere")).Upto(SweepOf(0)),
            Throws.InstanceOf<MatrixException>().With.Property("ExitCode").EqualTo(ExitCode.Usage).And.Message.Contains("nowhere"));

    [Test]
    public void Sweeps_come_in_the_order_in_which_they_began_whatever_their_files_are_called()
    {
        foreach (var (week, name) in new[] { (0, "z"), (2, "a"), (1, "m") })
            File.Move(HistoryFolder.Remember(History, SweepOf(week)), Path.Combine(History, name + HistoryFile.Extension));

        Assert.That(WeeksOf(new HistoryFolder(History).Upto(SweepOf(3))), Is.EqualTo(new[] { 0, 1, 2, 3 }));
    }

    [Test]
    public void What_began_later_than_the_present_sweep_or_with_it_is_left_out()
    {
        foreach (var week in new[] { 0, 1, 2, 3 })
            HistoryFolder.Remember(History, SweepOf(week, RunsFolder.Mac));

        var history = new HistoryFolder(History).Upto(SweepOf(1));

        Assert.That(WeeksOf(history), Is.EqualTo(new[] { 0, 1 }));
        Assert.That(history.Present.Sweep.Runs.Single().Platform, Is.EqualTo(RunsFolder.Linux));
    }

    [Test]
    public void Another_candidate_has_a_past_of_its_own()
    {
        foreach (var week in new[] { 0, 1 })
            HistoryFolder.Remember(History, SweepOf(week));
        var other = RunsFolder.Read(runs.Run(
            RunsFolder.Manifest(minutes: 2 * 7 * 24 * 60).WithCranelift(cranelift => cranelift with { Name = BackendName.Parse("o1") }), RunsFolder.Works("a") with { Candidate = BackendName.Parse("o1") }));
        HistoryFolder.Remember(History, other);

        Assert.That(WeeksOf(new HistoryFolder(History).Upto(SweepOf(3))), Is.EqualTo(new[] { 0, 1, 3 }));
        Assert.That(new HistoryFolder(History).Upto(other).Sweeps, Has.Count.EqualTo(1));
    }

    [Test]
    public void What_is_left_out_adds_no_platform()
    {
        HistoryFolder.Remember(History, SweepOf(5, RunsFolder.Mac));

        Assert.That(new HistoryFolder(History).Upto(SweepOf(1)).Platforms, Is.EqualTo(new[] { RunsFolder.Linux }));
    }

    [Test]
    public void The_present_sweep_is_not_counted_twice_though_it_was_kept_before()
    {
        var (first, second) = (RunOf(1, "1/2", 0), RunOf(1, "2/2", 5));
        HistoryFolder.Remember(History, SweepOf(0));
        HistoryFolder.Remember(History, RunsFolder.Read(second, first));

        Assert.That(WeeksOf(new HistoryFolder(History).Upto(RunsFolder.Read(first, second))), Is.EqualTo(new[] { 0, 1 }), "kept as it is");
        Assert.That(WeeksOf(new HistoryFolder(History).Upto(RunsFolder.Read(second))), Is.EqualTo(new[] { 0, 1 }), "kept with an earlier shard that is not here now");
    }

    [Test]
    public void A_run_that_was_kept_alone_and_with_others_counts_where_most_are()
    {
        var (first, second) = (RunOf(1, "1/2", 0), RunOf(1, "2/2", 5));
        HistoryFolder.Remember(runs.PathOf("other"), RunsFolder.Read(second));
        HistoryFolder.Remember(History, RunsFolder.Read(first, second));
        foreach (var file in Directory.GetFiles(runs.PathOf("other")))
            File.Copy(file, Path.Combine(History, "0" + Path.GetFileName(file)));
        Directory.Move(first, Path.Combine(History, "results"));

        var history = new HistoryFolder(History).Upto(SweepOf(4));

        Assert.That(history.Sweeps.Select(sweep => sweep.Sweep.Runs.Count), Is.EqualTo(new[] { 2, 1 }));
    }

    [Test]
    public void Sweeps_of_different_platforms_that_began_together_both_count()
    {
        HistoryFolder.Remember(History, SweepOf(0));
        HistoryFolder.Remember(History, SweepOf(0, RunsFolder.Mac));

        var history = new HistoryFolder(History).Upto(SweepOf(1));

        Assert.That(history.Sweeps.SkipLast(1).SelectMany(sweep => sweep.Sweep.Runs).Select(run => run.Platform), Is.EquivalentTo(new[] { RunsFolder.Linux, RunsFolder.Mac }));
    }

    [Test]
    public void Remembering_again_replaces_what_was_kept()
    {
        var kept = HistoryFolder.Remember(History, SweepOf(0));

        Assert.That(HistoryFolder.Remember(History, SweepOf(0, verdicts: [RunsFolder.Fails("b")])), Is.EqualTo(kept));
        Assert.That(Directory.GetFiles(History), Is.EqualTo(new[] { kept }));
        Assert.That(Crates(kept), Is.EqualTo(new[] { "b" }));
    }

    [Test]
    public void Remembering_replaces_what_was_kept_of_the_same_runs_before_a_shard_was_added()
    {
        var (earlier, later) = (RunOf(1, "1/2", 0), RunOf(1, "2/2", 5));
        var other = HistoryFolder.Remember(History, SweepOf(0));
        var without = HistoryFolder.Remember(History, RunsFolder.Read(later));

        var with = HistoryFolder.Remember(History, RunsFolder.Read(later, earlier));

        Assert.That(with, Is.Not.EqualTo(without), "the sweep now begins earlier");
        Assert.That(Directory.GetFiles(History), Is.EquivalentTo(new[] { other, with }));
    }

    [Test]
    public void Remembering_replaces_neither_what_it_cannot_read_nor_another_sweep_of_the_same_second()
    {
        var damaged = Path.Combine(History, HistoryFile.NameOf(new HistoryWriter(SweepOf(0)).Sweep));
        File.WriteAllText(damaged, "of a newer version");
        var linux = HistoryFolder.Remember(History, SweepOf(0));
        var mac = HistoryFolder.Remember(History, SweepOf(0, RunsFolder.Mac));
        var again = HistoryFolder.Remember(History, SweepOf(0));

        Assert.That(again, Is.EqualTo(linux));
        Assert.That(Directory.GetFiles(History), Is.EquivalentTo(new[] { damaged, linux, mac }));
        Assert.That(File.ReadAllText(damaged), Is.EqualTo("of a newer version"));
    }

    [Test]
    public void Remembering_makes_the_folder() =>
        Assert.That(File.Exists(HistoryFolder.Remember(runs.PathOf("new/folder"), SweepOf(0))));

    [Test]
    public void A_history_that_cannot_be_written_is_an_error_of_publishing()
    {
        File.WriteAllText(runs.PathOf("file"), "");

        Assert.That(
            () => HistoryFolder.Remember(runs.PathOf("file"), SweepOf(0)),
            Throws.InstanceOf<MatrixException>().With.Property("ExitCode").EqualTo(ExitCode.PublishFailed).And.Message.Contains(runs.PathOf("file")));
    }

    [Test]
    public void Results_directories_count_as_sweeps_whether_they_lie_there_or_in_folders()
    {
        Directory.Move(RunOf(0), Path.Combine(History, "alone"));
        Directory.CreateDirectory(Path.Combine(History, "artifacts"));
        Directory.Move(RunOf(1, "1/2"), Path.Combine(History, "artifacts", "one"));
        Directory.Move(RunOf(1, "2/2", 3), Path.Combine(History, "artifacts", "two"));
        HistoryFolder.Remember(History, SweepOf(2));

        var folder = new HistoryFolder(History);
        var history = folder.Upto(SweepOf(3));

        Assert.That(WeeksOf(history), Is.EqualTo(new[] { 0, 1, 2, 3 }));
        Assert.That(history.Sweeps.Select(sweep => sweep.Sweep.Runs.Count), Is.EqualTo(new[] { 1, 2, 1, 1 }));
        Assert.That(folder.Unreadable, Is.Empty);
    }

    [Test]
    public void What_cannot_be_read_is_said_in_a_fixed_order_and_passed_over()
    {
        HistoryFolder.Remember(History, SweepOf(0));
        File.WriteAllText(Path.Combine(History, "b" + HistoryFile.Extension), "no gzip");
        Pack("c", """{"format":99}""" + "\n");
        Pack("d", Line(new HistoryWriter(SweepOf(1)).Sweep with { Crates = 2 }) + "{}\n{}\n");
        Directory.CreateDirectory(Path.Combine(History, "e"));
        Directory.CreateDirectory(Path.Combine(History, "f"));
        Directory.Move(RunOf(2), Path.Combine(History, "f", "readable"));
        Directory.Move(RunOf(2, "2/2"), Path.Combine(History, "f", "damaged"));
        File.WriteAllText(Path.Combine(History, "f", "damaged", ResultsPaths.Manifest), "[]");
        File.WriteAllText(Path.Combine(History, "README.md"), "about this folder");

        var folder = new HistoryFolder(History);
        var history = folder.Upto(SweepOf(3));

        Assert.That(WeeksOf(history), Is.EqualTo(new[] { 0, 2, 3 }));
        string[] said = [.. folder.Unreadable];
        Assert.That(said, Has.Length.EqualTo(5));
        foreach (var (line, name) in said.Zip(["b" + HistoryFile.Extension, "c" + HistoryFile.Extension, "d" + HistoryFile.Extension, "e", "f/damaged"]))
            Assert.That(line, Does.StartWith(Path.Combine(History, name)));
    }

    [Test]
    public void A_file_that_was_cut_off_counts_as_far_as_it_goes()
    {
        var whole = new HistoryWriter(SweepOf(0, verdicts: [RunsFolder.Works("a"), RunsFolder.Works("b")]));
        Pack("cut", Line(whole.Sweep) + """{"crate":"a","verdicts":{"linux-x86_64":"compatible"}}""" + "\n{\"crate\":\"b\",");

        var folder = new HistoryFolder(History);
        var history = folder.Upto(SweepOf(1));

        Assert.That(history.Sweeps[0].Overall.Works, Is.EqualTo(1));
        Assert.That(folder.Unreadable, Is.Empty);
    }

    [Test]
    public void A_history_that_claims_too_much_is_read_as_what_it_is()
    {
        Pack("huge", Line(new HistoryWriter(SweepOf(0)).Sweep with { Crates = int.MaxValue }) + """{"crate":"a","verdicts":{"linux-x86_64":"compatible"}}""" + "\n");

        Assert.That(new HistoryFolder(History).Upto(SweepOf(1)).Sweeps[0].Overall.All, Is.EqualTo(1));
    }

    [Test]
    public void A_folder_that_nobody_may_look_into_is_an_error()
    {
        if (Environment.IsPrivilegedProcess)
            Assert.Ignore("nothing is closed to root");

        File.SetUnixFileMode(History, UnixFileMode.None);
        try
        {
            Assert.That(() => new HistoryFolder(History).Upto(SweepOf(0)), Throws.InstanceOf<MatrixException>().With.Property("ExitCode").EqualTo(ExitCode.Usage));
        }
        finally
        {
            File.SetUnixFileMode(History, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Test]
    public void A_site_holds_all_sweeps_and_as_a_history_they_are_the_same_timeline()
    {
        var number = 0;
        Prop.ForAll(
            (from past in AnyRun.Several from present in AnyRun.Several select (past, present)).ToArbitrary(),
            planned =>
            {
                var folder = Directory.CreateDirectory(runs.PathOf($"any-{number++}")).FullName;
                foreach (var (index, run) in planned.past.Index())
                {
                    var sweep = RunsFolder.Read(runs.Run(Shifted(run.Manifest, index), run.Verdicts));
                    if (index % 2 == 0)
                        HistoryFolder.Remember(folder, sweep);
                    else
                        runs.RunIn($"{Path.GetFileName(folder)}/results-{index}", Shifted(run.Manifest, index), run.Verdicts);
                }

                var present = RunsFolder.Read([.. planned.present.Select(run => runs.Run(Shifted(run.Manifest, 100), run.Verdicts))]);
                var (kept, site) = (new HistoryFolder(folder), new Site(runs.PathOf($"site-{number}")));
                var history = kept.Upto(present);
                kept.CopyTo(site, history, present);

                var copied = Path.Combine(site.Root, HistoryFolder.SiteFolder);
                Assert.That(Directory.GetFiles(copied).Select(Path.GetFileName), Is.EquivalentTo(history.Files));
                Assert.That(history.Sweeps, Has.Count.EqualTo(planned.past.Length + 1));

                var again = new HistoryFolder(copied);
                Assert.That(Text(again.Upto(present)), Is.EqualTo(Text(history)));
                Assert.That(again.Unreadable, Is.Empty);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));

        static RunManifest Shifted(RunManifest manifest, int weeks) => manifest with { Start = manifest.Start.AddDays(7 * weeks) };
    }

    [Test]
    public void The_history_of_a_site_can_be_the_history_of_its_next_report()
    {
        var site = new Site(runs.PathOf("site"));
        var folder = Path.Combine(site.Root, HistoryFolder.SiteFolder);
        foreach (var week in new[] { 0, 1, 2 })
        {
            Directory.CreateDirectory(folder);
            var (kept, present) = (new HistoryFolder(folder), SweepOf(week));
            var history = kept.Upto(present);
            kept.CopyTo(site, history, present);
            HistoryFolder.Remember(folder, present);

            Assert.That(history.Sweeps, Has.Count.EqualTo(week + 1));
        }

        Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(3));
    }

    private static DateTimeOffset StartOf(int week) => Sample.Manifest.Start.AddDays(7 * week);

    private static int[] WeeksOf(SweepHistory history) => [.. history.Sweeps.Select(sweep => (int)(sweep.Start - Sample.Manifest.Start).TotalDays / 7)];

    private static string[] Crates(string file)
    {
        var crates = new List<string>();
        HistoryFile.Read(file, crate => crates.Add(crate.Crate));
        return [.. crates];
    }

    private static string Text(SweepHistory history)
    {
        var names = history.Numbers.Crates.All.Select(pair => pair.Key).Order(StringComparer.Ordinal).ToList();
        return string.Join('\n',
        [
            .. history.Platforms,
            .. history.Sweeps.Select(sweep => $"{sweep.Start:O} {sweep.Overall} {string.Join(' ', sweep.Sweep.Runs)}"),
            .. history.Platforms.SelectMany(platform => names.Select(name => $"{name} {platform} {string.Join(',', history.Verdicts(name, platform))}")),
            .. history.Platforms.SelectMany(platform => Matrix.Report.Sweeps.GoalWords.All.Select(goal => $"{goal} {platform} {string.Join(',', history.Stopped(goal, platform))}")),
            .. history.Numbers.Causes.All.Select(pair => $"{pair.Key} {string.Join(',', history.CratesWith(pair.Key))}").Order(StringComparer.Ordinal),
        ]);
    }

    private static string Line(PastSweep sweep) => System.Text.Json.JsonSerializer.Serialize(sweep, Options) + "\n";

    private static readonly System.Text.Json.JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.KebabCaseLower,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private string RunOf(int week, string? shard = null, int minutes = 0) => runs.Run(RunsFolder.Manifest(RunsFolder.Linux, shard, (week * Week) + minutes), RunsFolder.Works($"in-{shard}"));

    private Sweep SweepOf(int week, string platform = RunsFolder.Linux, params Verdict[] verdicts) =>
        RunsFolder.Read(runs.Run(RunsFolder.Manifest(platform, minutes: week * Week), verdicts.Length > 0 ? verdicts : [RunsFolder.Works("a")]));

    private void Pack(string name, string text)
    {
        using var file = new GZipStream(File.Create(Path.Combine(History, name + HistoryFile.Extension)), CompressionLevel.Fastest);
        file.Write(Encoding.UTF8.GetBytes(text));
    }
}
