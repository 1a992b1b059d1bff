using Matrix.Report.Pages;
using Matrix.Results;
using Matrix.Testing;

namespace Matrix.Report.Tests.Pages;

public sealed class NoticeTests
{
    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown() => results.Dispose();

    [Test]
    public void A_whole_run_without_warnings_needs_none()
    {
        results.Add(Sample.Verdict("a", VerdictKind.Compatible)).Write();

        Assert.That(results.Report().Readiness.Notices, Is.Empty);
    }

    [Test]
    public void Warnings_of_the_run_are_urgent()
    {
        results.Manifest = results.Manifest.WithCranelift(cranelift => cranelift with { Probe = cranelift.Probe! with { BackendLoads = false } }) with { Warnings = ["no isolation"] };
        results.Write();

        var notice = results.Report().Readiness.Notices.Single();

        Assert.That(notice.Urgent, Is.True);
        Assert.That(notice.Lines, Has.Count.EqualTo(2));
        Assert.That(notice.Lines[0], Is.EqualTo("no isolation"));
        Assert.That(notice.Lines[1], Does.Contain("not compiled by Cranelift"));
        Assert.That(results.Index, Does.Contain("<section class=\"notice urgent\">").And.Contain("<li>no isolation</li>"));
        Assert.That(results.Read("run.html"), Does.Contain("<li>no isolation</li>"));
        Assert.That(results.Summary, Does.Contain("> [!WARNING]").And.Contain("> no isolation"));
    }

    [Test]
    public void Another_candidate_than_Cranelift_is_named_with_what_it_was_given()
    {
        results.Manifest = results.Manifest.WithCranelift(cranelift => cranelift with { Name = BackendName.Parse("o1"), Title = "At opt-level 1", Config = ["profile.dev.opt-level=1"] });
        results.Write();

        Assert.That(results.Report().Readiness.Notices.Single().Lines, Is.EqualTo(new[]
        {
            "This sweep compares At opt-level 1 (codegen-backend cranelift librustc_codegen_cranelift-1.97.0-nightly.so profile.dev.opt-level=1) with LLVM: that is what these pages mean where they say Cranelift.",
        }));
    }

    [Test]
    public void A_run_that_was_killed_says_what_is_missing()
    {
        results.Manifest = results.Manifest.WithCranelift(cranelift => cranelift with { Probe = null }) with { End = null, List = results.Manifest.List with { Crates = ["a", "b", "c"] } };
        results.Add(Sample.Verdict("a", VerdictKind.Compatible)).Write();
        File.AppendAllText(results.PathOf(ResultsPaths.Verdicts), "{\"crate\":\"b\",\"verd");
        File.AppendAllText(results.PathOf(ResultsPaths.Legs), "{\"crate\":\"b\"");

        var notice = results.Report().Readiness.Notices.Single();

        Assert.That(notice.Urgent, Is.False);
        Assert.That(notice.Lines, Is.EqualTo(new[]
        {
            "The run on Linux x86_64 has no end: it was killed, or is still running.",
            "The run on Linux x86_64 has no answer of the probe crate: nothing proves that its toolchain has both backends.",
            "The run on Linux x86_64 ended in the middle of a line in 2 files; that line is left out.",
            "2 crates without a verdict on Linux x86_64: b, c.",
        }));
    }

    [Test]
    public void A_run_that_has_only_begun_can_be_reported()
    {
        results.Manifest = results.Manifest with { End = null, List = results.Manifest.List with { Crates = ["a"] } };
        results.Write();

        var written = results.Report();

        Assert.That(written.Facts.Sweep.Crates, Is.Empty);
        Assert.That(written.Readiness.Headline.Sentence, Is.EqualTo("No crate gave an answer."));
    }

    [Test]
    public void What_all_runs_say_is_said_once_and_what_one_says_is_said_with_its_platform()
    {
        var notice = Report(
            [Run("linux", "x86_64", "1/2", "no isolation"), Run("linux", "x86_64", "2/2", "no isolation"), Run("macos", "aarch64", null, "no isolation", "hot")]).Single();

        Assert.That(notice.Lines, Is.EqualTo(new[] { "Linux x86_64, macOS aarch64: no isolation", "macOS aarch64: hot" }));
    }

    [Test]
    public void On_one_platform_a_warning_of_several_shards_is_said_once_and_without_it() =>
        Assert.That(Report([Run("linux", "x86_64", "1/2", "no isolation"), Run("linux", "x86_64", "2/2", "no isolation")]).Single().Lines, Is.EqualTo(new[] { "no isolation" }));

    [Test]
    public void Shards_that_are_missing_are_named()
    {
        var notice = Report([Run("linux", "x86_64", "2/4"), Run("linux", "x86_64", "4/4"), Run("macos", "aarch64", null)]).Single();

        Assert.That(notice.Title, Is.EqualTo("This sweep is not complete"));
        Assert.That(notice.Lines, Is.EqualTo(new[] { "Linux x86_64: shard 1 of 4 is missing.", "Linux x86_64: shard 3 of 4 is missing." }));
    }

    [Test]
    public void A_shard_that_did_not_end_is_named()
    {
        var notice = Report([Run("linux", "x86_64", "1/2"), Run("linux", "x86_64", "2/2") with { End = null }]).Single();

        Assert.That(notice.Lines, Is.EqualTo(new[] { "The run on Linux x86_64, shard 2/2, has no end: it was killed, or is still running." }));
    }

    [Test]
    public void A_directory_that_cannot_be_read_is_left_out_and_said()
    {
        results.Add(Sample.Verdict("a", VerdictKind.Compatible)).Write();
        var (newer, absent) = (results.PathOf("newer"), results.PathOf("absent"));
        Directory.CreateDirectory(newer);
        File.WriteAllText(Path.Combine(newer, "run.json"), "{\"format\":99}");

        var notice = Execute(results.Results, newer, absent).Readiness.Notices.Single();

        Assert.That(notice.Lines, Has.Count.EqualTo(2));
        Assert.That(notice.Lines, Has.One.StartsWith("Left out: ").And.Contains("format 99 is not one that this version reads"));
        Assert.That(notice.Lines, Has.One.StartsWith("Left out: ").And.Contains("absent"));
    }

    [Test]
    public void The_same_directory_given_twice_is_one()
    {
        PopularRun.Write(results);

        Assert.That(Execute(results.Results, results.Results).Facts.Sweep.Runs, Has.Count.EqualTo(1));
    }

    [Test]
    public void Of_very_many_lines_the_first_are_shown_and_the_others_counted()
    {
        results.Manifest = results.Manifest with { Warnings = [.. Enumerable.Range(1, 50).Select(number => $"warning {number}")] };

        var lines = results.Write().Report().Readiness.Notices.Single().Lines;

        Assert.That(lines, Has.Count.EqualTo(20));
        Assert.That(lines.Skip(18), Is.EqualTo(new[] { "warning 19", "and 31 more" }));
    }

    [Test]
    public void History_that_cannot_be_read_is_said()
    {
        results.Add(Sample.Verdict("a", VerdictKind.Compatible)).Write();
        var history = results.PathOf("history");
        Directory.CreateDirectory(history);
        File.WriteAllText(Path.Combine(history, "20260901-000000.sweep.jsonl.gz"), "no gzip");

        var notice = results.Report(results.Results, history).Readiness.Notices.Single();

        Assert.That(notice.Title, Is.EqualTo("Some of the history could not be read"));
        Assert.That(notice.Lines.Single(), Does.Contain("20260901-000000"));
    }

    private static RunManifest Run(string os, string arch, string? shard, params string[] warnings) => Sample.Manifest with
    {
        Platform = Sample.Manifest.Platform with { Os = os, Arch = arch },
        Settings = Sample.Manifest.Settings with { Shard = shard },
        Warnings = warnings,
        List = Sample.Manifest.List with { Crates = ["a"] },
    };

    private static IReadOnlyList<Notice> Report(IReadOnlyList<RunManifest> manifests)
    {
        var runs = manifests.Select(manifest => new ResultsFixture { Manifest = manifest }.Add(Sample.Verdict("a", VerdictKind.Compatible)).Write()).ToList();
        try
        {
            var request = new ReportRequest([.. runs.Select(run => run.Results)], null, false, runs[0].Site);
            return new ReportRun(ResultsFixture.Templates).Execute(request, CancellationToken.None).Readiness.Notices;
        }
        finally
        {
            runs.ForEach(run => run.Dispose());
        }
    }

    private WrittenReport Execute(params string[] directories) =>
        new ReportRun(ResultsFixture.Templates).Execute(new ReportRequest(directories, null, false, results.Site), CancellationToken.None);
}
