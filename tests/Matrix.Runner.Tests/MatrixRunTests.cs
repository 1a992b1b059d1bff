using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Crates;

namespace Matrix.Runner.Tests;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class MatrixRunTests : IDisposable
{
    private const int NoSpaceLeft = 28;

    private readonly SweepOnPaper sweep = new();

    public void Dispose() => sweep.Dispose();

    [Test]
    public async Task Crates_are_run_in_the_order_they_are_given()
    {
        Compile("a", "b", "c");

        var summary = await sweep.RunAsync(["b", "a", "c"]);

        Assert.That(sweep.Story, Is.EqualTo(new[]
        {
            "3 crates, 0 done", "started b", "compatible b", "started a", "compatible a", "started c", "compatible c", "finished",
        }));
        Assert.That(summary.Verdicts.Select(verdict => verdict.Crate), Is.EqualTo(new[] { "a", "b", "c" }));
    }

    [Test]
    public async Task The_legs_of_the_last_crates_may_run_side_by_side_and_say_the_same()
    {
        Compile("a", "c");
        sweep.Compiles(LegName.Llvm, "b").DoesNotBuild(LegName.Cranelift, "error: it breaks", "b");
        sweep.LegsAreApart = true;

        var summary = await sweep.RunAsync([.. new[] { "a", "b", "c" }.Select(name => SweepOnPaper.Crate(name))], jobs: 8);

        Assert.That(
            summary.Verdicts.Select(verdict => (verdict.Crate, verdict.Kind)),
            Is.EqualTo(new[] { ("a", VerdictKind.Compatible), ("b", VerdictKind.Regressed), ("c", VerdictKind.Compatible) }));
        var legs = ResultsReader.Open(sweep.Results.Paths.Root).Legs().Where(leg => leg.Attempt == 1).Select(leg => (leg.Crate, leg.Leg.Backend));
        Assert.That(legs, Is.EquivalentTo(new[] { "a", "b", "c" }.SelectMany(crate => new[] { BackendName.Llvm, BackendName.Cranelift }.Select(backend => (crate, backend)))));
    }

    [Test]
    public async Task What_is_done_is_written_down_as_it_is_done()
    {
        Compile("a");

        await sweep.RunAsync(["a"]);

        var results = ResultsReader.Open(sweep.Results.Paths.Root);
        Assert.That(results.Verdicts().Single().Kind, Is.EqualTo(VerdictKind.Compatible));
        Assert.That(results.Manifest.Counts, Is.EqualTo(new Dictionary<string, int> { ["compatible"] = 1 }));
        Assert.That(results.Manifest.End, Is.Not.Null);
    }

    [Test]
    public async Task What_an_earlier_start_finished_is_not_run_again()
    {
        Compile("b");
        var earlier = new Verdict { Candidate = BackendName.Cranelift, Crate = "a", Kind = VerdictKind.Regressed, Reason = "it was so" };

        var summary = await sweep.RunAsync(new[] { "a", "b" }.Select(name => SweepOnPaper.Crate(name)), finished: earlier);

        Assert.That(sweep.Story, Is.EqualTo(new[] { "2 crates, 1 done", "started b", "compatible b", "finished" }));
        Assert.That(summary.Verdicts, Has.Count.EqualTo(2));
        Assert.That(summary.ExitCode, Is.EqualTo(ExitCode.Regressed));
    }

    [Test]
    public async Task What_a_kill_left_of_a_crate_that_has_its_verdict_is_removed()
    {
        var left = Directory.CreateDirectory(Path.Combine(sweep.Work, "a", "llvm")).FullName;

        await sweep.RunAsync([SweepOnPaper.Crate("a")], finished: new Verdict { Candidate = BackendName.Cranelift, Crate = "a", Kind = VerdictKind.Compatible, Reason = "it was so" });

        Assert.That(Path.GetDirectoryName(left), Does.Not.Exist);
    }

    [TestCase(5)]
    [TestCase(30)]
    public async Task A_disk_that_fails_stops_all(int errno)
    {
        sweep.Troubles["a"] = new IOException("the disk", errno);

        await Assert.ThrowsAsync<IOException>(() => sweep.RunAsync(["a", "b"]));
    }

    [Test]
    public async Task Results_that_cannot_be_written_are_no_crates_trouble()
    {
        // Where its logs would be: not even root may make a folder of a file.
        File.WriteAllText(sweep.Results.Paths.Absolute("logs"), "");

        var error = await Assert.ThrowsAsync<MatrixException>(() => sweep.RunAsync(["a", "b"]));

        Assert.That(error!.ExitCode, Is.EqualTo(ExitCode.Environment));
        Assert.That(sweep.Story, Is.EqualTo(new[] { "2 crates, 0 done", "started a" }));
    }

    [Test]
    public async Task What_is_skipped_is_not_run()
    {
        var skip = new SkipEntry("needs a GPU", Condition.Always, null);

        var summary = await sweep.RunAsync([SweepOnPaper.Crate("a", skip)]);

        Assert.That(sweep.Story, Is.EqualTo(new[] { "1 crates, 0 done", "skipped a", "finished" }));
        Assert.That(summary.Verdicts.Single().Reason, Is.EqualTo("needs a GPU"));
        Assert.That(sweep.Processes.Ran, Is.Empty);
    }

    [Test]
    public async Task A_skip_that_is_past_no_longer_counts()
    {
        Compile("a");

        await sweep.RunAsync([SweepOnPaper.Crate("a", new SkipEntry("was broken", Condition.Always, Tests.Crates.Now.Today.AddDays(-1)))]);

        Assert.That(sweep.Story, Does.Contain("compatible a"));
    }

    [Test]
    public async Task One_crates_trouble_with_its_files_does_not_stop_the_others()
    {
        Compile("c");
        sweep.Troubles["a"] = new IOException("the name is too long");
        sweep.Troubles["b"] = new UnauthorizedAccessException("may not");

        var summary = await sweep.RunAsync(["a", "b", "c"]);

        Assert.That(summary.Verdicts.Select(verdict => $"{WireName.Of(verdict.Kind)}: {verdict.Reason}"), Is.EqualTo(new[]
        {
            "inconclusive: its files could not be handled: the name is too long",
            "inconclusive: its files could not be handled: may not",
            "compatible: builds with both; it has no tests that ran",
        }));
    }

    [Test]
    public async Task A_full_disk_stops_all()
    {
        sweep.Troubles["a"] = new IOException("No space left on device", NoSpaceLeft);

        await Assert.ThrowsAsync<IOException>(() => sweep.RunAsync(["a", "b"]));
        Assert.That(sweep.Story, Is.EqualTo(new[] { "2 crates, 0 done", "started a" }));
    }

    [Test]
    public async Task A_sweep_of_nothing_comes_to_an_end()
    {
        var summary = await sweep.RunAsync([], jobs: 3);

        Assert.That(sweep.Story, Is.EqualTo(new[] { "0 crates, 0 done", "finished" }));
        Assert.That(summary.ExitCode, Is.EqualTo(ExitCode.NothingRan));
    }

    private void Compile(params string[] crates)
    {
        foreach (var crate in crates)
            sweep.Compiles(LegName.Llvm, crate).Compiles(LegName.Cranelift, crate);
    }
}
