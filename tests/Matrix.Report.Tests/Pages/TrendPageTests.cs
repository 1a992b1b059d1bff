using Matrix.Report.Pages;
using Matrix.Report.Rendering;
using Matrix.Results;

namespace Matrix.Report.Tests.Pages;

public sealed class TrendPageTests
{
    [Test]
    public void Each_sweep_leads_to_the_file_that_its_numbers_were_counted_from()
    {
        using var run = new MultiRun();

        var page = Build(run.Report());

        Assert.That(page.Sweeps.Select(sweep => sweep.Day), Is.EqualTo(new[] { "2026-10-01", "2026-09-24", "2026-09-17", "2026-09-10" }));
        foreach (var sweep in page.Sweeps)
            Assert.That(Path.Combine(run.Site, sweep.File!), Does.Exist);
        Assert.That(page.Sweeps.Select(sweep => sweep.Backends), Is.All.EqualTo("Linux x86_64, Linux aarch64, macOS aarch64").Or.Empty);
        Assert.That(page.Sweeps[^1].Backends, Is.Empty, "nobody knows what was before");
    }

    [Test]
    public void What_has_failed_longest_comes_first_and_every_failing_crate_is_there()
    {
        using var run = new MultiRun();
        var written = run.Report();

        var failing = Build(written).Failing;

        Assert.That(failing.Select(row => row.Since), Is.Ordered);
        Assert.That(failing, Has.Count.EqualTo(written.Facts.Sweep.Crates.SelectMany(crate => crate.Results).Count(result => result.Verdict.Kind is VerdictKind.Regressed or VerdictKind.PartlyBroken)));
        Assert.That(failing.Select(row => (row.Since, row.Sweeps)).Distinct(), Is.EqualTo(new[] { ("2026-09-10", 4), ("2026-09-17", 3), ("2026-10-01", 1) }));
    }

    [Test]
    public void A_change_says_when_the_crate_was_judged_before()
    {
        using var run = new MultiRun();

        var page = Build(run.Report());

        Assert.That(page.Changes.Select(group => group.Key), Is.EqualTo(new[] { "broke", "fixed", "new-and-fails", "new-and-works" }));
        foreach (var group in page.Changes)
        {
            Assert.That(group.Rows, Has.Count.EqualTo(group.Count).And.Count.Positive, group.Key);
            Assert.That(group.Rows.Select(row => row.Before.Length > 0), Is.All.EqualTo(!group.Key.StartsWith("new", StringComparison.Ordinal)));
        }
    }

    [Test]
    public void Causes_that_are_gone_are_named_with_their_time()
    {
        using var results = new ResultsFixture();
        HostileRun.Write(results);
        HostileRun.Remember(results.PathOf("history"));

        var gone = Build(results.Report(results.Results, results.PathOf("history"))).Gone.Single();

        Assert.That(gone.Label, Does.StartWith("abi / "));
        Assert.That((gone.First, gone.Last, gone.Most), Is.EqualTo(("2026-09-24", "2026-09-24", 2)));
    }

    [Test]
    public void Without_an_earlier_sweep_there_is_only_this_one()
    {
        using var run = new MultiRun();

        var page = Build(run.Report(history: false));

        Assert.That(page.HasPast, Is.False);
        Assert.That(page.Sweeps, Has.Count.EqualTo(1));
        Assert.That(run.Read("trend.html"), Does.Contain("a trend needs at least two").And.Not.Contain("data-fact=\"changes."));
    }

    private static TrendPage Build(WrittenReport written) => TrendBuilder.Build(written.Facts, new PageFrames(ResultsFixture.Templates));
}
