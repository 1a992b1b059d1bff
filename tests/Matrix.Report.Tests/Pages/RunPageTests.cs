using Matrix.Report.Pages;
using Matrix.Report.Rendering;
using Matrix.Results;
using Matrix.Testing;

namespace Matrix.Report.Tests.Pages;

public sealed class RunPageTests
{
    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown() => results.Dispose();

    [Test]
    public void Each_run_says_what_it_was_to_do_and_what_it_did()
    {
        using var run = new MultiRun();

        var rows = Build(run.Report()).Runs;

        Assert.That(rows.Select(row => $"{row.Platform} {row.Shard} {row.Started} {row.Took}"), Is.EqualTo(new[]
        {
            "Linux x86_64 1/2 2026-10-01 03:00 UTC 47 min 12 s", "Linux x86_64 2/2 2026-10-01 03:00 UTC 47 min 12 s",
            "Linux aarch64 whole 2026-10-01 03:00 UTC 47 min 12 s", "macOS aarch64 whole 2026-10-01 03:00 UTC not ended",
        }));
        Assert.That(rows[0].Selected + rows[1].Selected, Is.EqualTo(run.Crates.Count));
        Assert.That(rows[3].Selected, Is.EqualTo(run.Crates.Count + 1));
    }

    [Test]
    public void A_run_that_ended_before_it_began_took_nobody_knows_how_long()
    {
        results.Manifest = results.Manifest with { End = results.Manifest.Start.AddHours(-1) };
        results.Add(Sample.Verdict("a", VerdictKind.Compatible)).Write();

        Assert.That(Build(results.Report()).Runs.Single().Took, Is.EqualTo("not known: the clock was set back"));
    }

    [Test]
    public void The_judged_crates_of_the_runs_are_those_of_their_platforms()
    {
        using var run = new MultiRun();

        var page = Build(run.Report());

        foreach (var coverage in page.Coverage)
            Assert.That(page.Runs.Where(row => row.Platform == coverage.Platform).Sum(row => row.Judged), Is.EqualTo(coverage.Judged).And.Positive, coverage.Platform);
    }

    [Test]
    public void Crates_without_a_verdict_count_as_selected_and_not_as_judged()
    {
        results.Manifest = results.Manifest with { List = results.Manifest.List with { Crates = ["a", "b", "c", "d"] } };
        results.Add(Sample.Verdict("a", VerdictKind.Compatible)).Add(Sample.Verdict("b", VerdictKind.Skipped)).Write();

        Assert.That(Build(results.Report()).Coverage.Single(), Is.EqualTo(
            new CoverageRow("Linux x86_64", "linux-x86_64", 4, 2, "crates.html#platform=linux-x86_64", 1, "25 %", 2)));
    }

    [Test]
    public void A_run_without_a_verdict_has_a_row_of_nothing()
    {
        results.Manifest = results.Manifest with { List = results.Manifest.List with { Crates = ["a"] } };
        results.Write();

        var coverage = Build(results.Report()).Coverage.Single();

        Assert.That((coverage.Selected, coverage.WithVerdict, coverage.Judged, coverage.WithoutVerdict), Is.EqualTo((1, 0, 0, 1)));
        Assert.That(results.Read("badges/linux-x86_64.json"), Does.Contain("not known"));
    }

    [Test]
    public void Legs_that_only_make_sure_are_counted_and_what_they_took()
    {
        var leg = Sample.Passed("a", LegName.Llvm, new TestCounts(1));
        results.Add(
            Sample.Verdict("a", VerdictKind.Flaky),
            leg,
            leg with { Leg = LegName.Cranelift },
            leg with { Leg = LegName.Cranelift, Attempt = 2 },
            leg with { Leg = LegName.Cranelift, Attempt = 3 },
            leg with { Leg = new LegName(BackendName.Llvm, PanicStrategy.Abort) },
            leg with { Leg = new LegName(BackendName.Llvm, Workaround: Workaround.WithoutLto) }).Write();

        var page = Build(results.Report());
        var noise = page.Noise.Single();

        Assert.That((noise.Repeats, noise.Controls, noise.Workarounds), Is.EqualTo((2, 1, 1)));
        Assert.That(noise.RepeatShare, Is.EqualTo("200 %"));
        Assert.That((noise.Flaky.Number, noise.Flaky.Link), Is.EqualTo((1, "crates.html#verdict=flaky&platform=linux-x86_64")));
        Assert.That((noise.Invalid.Number, noise.Invalid.Link), Is.EqualTo((0, (string?)null)));
        Assert.That(page.Costs.Single().Rows.Single(row => row.Phase == "build").More, Is.EqualTo("16 s"));
    }

    [Test]
    public void Without_an_A_A_sweep_noise_is_not_measured()
    {
        results.Add(Sample.Verdict("a", VerdictKind.Compatible)).Write();

        Assert.That(Build(results.Report()).AaNoise.Single().Day, Is.Empty);
        Assert.That(results.Read("run.html"), Does.Contain("<th scope=\"row\">Linux x86_64</th><td colspan=\"6\">not measured</td>"));
        Assert.That(results.Summary, Does.Contain("\nNoise (A/A): not measured.\n"));
    }

    [Test]
    public void What_an_A_A_sweep_accuses_is_told_with_names_and_counted_nowhere_else()
    {
        results.Add(Sample.Verdict("a", VerdictKind.Compatible)).Write();
        var noise = results.WriteNoise(
            Sample.Verdict("a", VerdictKind.Improved), Sample.Verdict("b", VerdictKind.Regressed) with { Causes = [Sample.Cause(FailureClass.Abi, null)] }, Sample.Verdict("<i>", VerdictKind.PartlyBroken),
            Sample.Verdict("d", VerdictKind.Flaky), Sample.Verdict("e", VerdictKind.Inconclusive), Sample.Verdict("f", VerdictKind.Compatible), Sample.Verdict("g", VerdictKind.Skipped));

        var written = results.Report([noise, results.Results]);
        var page = Build(written);

        Assert.That(page.AaNoise, Is.EqualTo(new[] { new AaRow("Linux x86_64", "linux-x86_64.20261001", "2026-10-01", 6, 3, "<i> (partly-broken), a (improved), b (regressed)", 1, 1) }));
        Assert.That((page.Runs.Count, page.Noise.Single().Flaky.Number), Is.EqualTo((1, 0)));
        Assert.That(written.Facts.Sweep.Crates.Select(crate => (crate.Name, crate.Standing)), Is.EqualTo(new[] { ("a", Matrix.Report.Sweeps.Standing.Works) }));
        Assert.That(written.Facts.Causes.Ranked, Is.Empty);
        Assert.That(results.Read("run.html"), Does.Contain("&lt;i&gt; (partly-broken), a (improved), b (regressed)"));
        Assert.That(results.Summary, Does.Contain(@"Noise (A/A): LLVM against LLVM accuses 3 of 6 crates on Linux x86\_64, 2026-10-01: \<i\> (partly-broken), a (improved), b (regressed).").Or.Contain(@"Noise (A/A): LLVM against LLVM accuses 3 of 6 crates on Linux x86_64, 2026-10-01: \<i\> (partly-broken), a (improved), b (regressed)."));
    }

    [Test]
    public void What_took_longest_comes_first_with_its_part_of_all()
    {
        foreach (var (crate, seconds) in new[] { ("a", 10), ("b", 70), ("c", 20), ("d", 0) })
            results.Add(Sample.Verdict(crate, VerdictKind.Compatible) with { Seconds = seconds });
        results.Write();

        Assert.That(Build(results.Report()).Slowest.Select(row => $"{row.Crate.Name} {row.Seconds} {row.Share}"), Is.EqualTo(new[] { "b 1 min 10 s 70 %", "c 20 s 20 %", "a 10 s 10 %" }));
    }

    [Test]
    public void Of_very_many_skipped_crates_the_first_are_named_with_their_reasons_and_the_others_counted()
    {
        for (var number = 0; number < 1_400; number++)
            results.Add(Sample.Verdict($"c{number:0000}", VerdictKind.Skipped, $"reason {number}"));
        results.Write();

        var page = Build(results.Report());

        Assert.That(page.Skipped, Has.Count.EqualTo(300));
        Assert.That((page.Skipped[7].Crate.Name, page.Skipped[7].Why), Is.EqualTo(("c0007", "reason 7")));
        Assert.That(page.SkippedLeftOut, Is.EqualTo("1,100 more in matrix.json"));
    }

    [TestCase(true, "catch_unwind catches a panic")]
    [TestCase(false, "catch_unwind does not catch a panic: whatever relies on unwinding fails")]
    [TestCase(null, "the probe could not tell")]
    public void What_the_probe_showed_of_unwinding_is_told(bool? catches, string words)
    {
        results.Manifest = results.Manifest.WithCranelift(cranelift => cranelift with { Probe = cranelift.Probe! with { CatchUnwindCatches = catches } });
        results.Write();

        Assert.That(Facts(Build(results.Report())), Does.Contain($"What the probe showed / Unwinding: {words}"));
    }

    [Test]
    public void Toolchain_machine_and_settings_are_told_once_for_the_shards_of_a_platform()
    {
        using var run = new MultiRun();

        var groups = Build(run.Report()).Facts;

        Assert.That(groups.Where(group => group.Title.StartsWith("Toolchain", StringComparison.Ordinal)).Select(group => group.Title), Is.EqualTo(new[]
        {
            "Toolchain, Linux x86_64", "Toolchain, Linux aarch64", "Toolchain, macOS aarch64",
        }));
        Assert.That(groups, Has.Count.EqualTo(12));
    }

    private static RunPage Build(WrittenReport written) => RunBuilder.Build(written.Facts, new PageFrames(ResultsFixture.Templates));

    private static IEnumerable<string> Facts(RunPage page) => page.Facts.SelectMany(group => group.Facts.Select(fact => $"{group.Title} / {fact.Name}: {fact.Value}"));
}
