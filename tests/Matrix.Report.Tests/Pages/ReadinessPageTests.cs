using System.Text.RegularExpressions;
using Matrix.Report.Pages;
using Matrix.Results;

namespace Matrix.Report.Tests.Pages;

public sealed class ReadinessPageTests
{
    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown() => results.Dispose();

    [Test]
    public void What_can_be_judged_and_what_cannot_are_told_apart()
    {
        PopularRun.Write(results);

        var headline = results.Report().Readiness.Headline;

        Assert.That($"{headline.Works} {headline.Sentence}", Is.EqualTo("4 of 8 crates that can be judged work with Cranelift (50 %)."));
        Assert.That(headline.Unsaid, Is.EqualTo(
            "No answer for 6 of 14 crates: 1 unequal, 1 invalid, 1 flaky, 1 inconclusive, 1 broken, 1 skipped."));
        Assert.That(headline.UnsaidShare, Is.EqualTo("42.9 %"));
        Assert.That(headline.Weighted, Is.EqualTo("Weighted by downloads: 0 %, of the 1 judged crate whose downloads are known."));
        Assert.That(results.Index, Does.Contain($"<strong data-fact=\"readiness\">{headline.Works}</strong> {headline.Sentence}"));
        Assert.That(results.Summary, Does.Contain($"**{headline.Works}** {headline.Sentence}"));
    }

    [Test]
    public void What_was_left_out_because_it_fails_with_LLVM_too_is_told()
    {
        var set = new UnbuiltTarget { Name = "test set", Phase = Phase.TestBuild, Evidence = new Evidence("log", 1, "error") };
        results
            .Add(Sample.Verdict("a", VerdictKind.Compatible) with { NotCompared = new NotCompared([set], 4, [], 10) })
            .Add(Sample.Verdict("b", VerdictKind.Compatible) with { NotCompared = new NotCompared([], 1, [new TestId("lib b", "one"), new TestId("lib b", "two")], 20) })
            .Add(Sample.Verdict("c", VerdictKind.Compatible))
            .Write();

        var headline = results.Report().Readiness.Headline;

        Assert.That(headline.InPart, Is.EqualTo("Of 2 crates a part fails with LLVM too and was left out: 1 target that does not compile and 2 tests of their 30."));
        Assert.That(results.Index, Does.Contain($"<p>{headline.InPart}</p>"));
        Assert.That(results.Summary, Does.Contain(headline.InPart));
    }

    [Test]
    public void Crates_that_work_with_traps_in_reach_are_counted_apart()
    {
        results
            .Add(Sample.Verdict("a", VerdictKind.Compatible) with { InReach = [Sample.Trap(isHere: true)] })
            .Add(Sample.Verdict("b", VerdictKind.Compatible) with { InReach = [Sample.Trap(isHere: true), Sample.Trap(isHere: false)] })
            .Add(Sample.Verdict("c", VerdictKind.Regressed) with { InReach = [Sample.Trap()], Causes = [Sample.Cause(FailureClass.Abi, null)] })
            .Add(Sample.Verdict("d", VerdictKind.Compatible))
            .Write();

        var headline = results.Report().Readiness.Headline;

        Assert.That(headline.InReach, Is.EqualTo(
            "Of those that work, 2 crates do so as far as the tests go: unsupported intrinsics are compiled in that no test reached, in 1 of them because the processor lacks what they need."));
        Assert.That(results.Index, Does.Contain($"<p>{headline.InReach}</p>"));
        Assert.That(results.Summary, Does.Contain(headline.InReach));
    }

    [Test]
    public void One_crate_that_works_is_all()
    {
        results.Add(Sample.Verdict("itoa", VerdictKind.Compatible)).Write();

        var headline = results.Report().Readiness.Headline;

        Assert.That($"{headline.Works} {headline.Sentence}", Is.EqualTo("1 of 1 crate that can be judged works with Cranelift (100 %)."));
        Assert.That(headline.Unsaid, Is.Empty);
        Assert.That(headline.Weighted, Is.Empty);
    }

    [Test]
    public void Where_nothing_can_be_judged_no_share_is_claimed()
    {
        results.Add(Sample.Verdict("a", VerdictKind.Broken)).Write();

        var headline = results.Report().Readiness.Headline;

        Assert.That(headline.Works, Is.Null);
        Assert.That(headline.Sentence, Is.EqualTo("No crate gave an answer."));
        Assert.That(headline.Unsaid, Is.EqualTo("No answer for 1 of 1 crate: 1 broken."));
        Assert.That(headline.UnsaidShare, Is.EqualTo("100 %"));
    }

    [Test]
    public void A_crate_without_a_verdict_is_one_of_which_nothing_can_be_said()
    {
        results.Manifest = results.Manifest with { List = results.Manifest.List with { Crates = ["a", "b", "c", "d"] } };
        results.Add(Sample.Verdict("a", VerdictKind.Compatible)).Add(Sample.Verdict("d", VerdictKind.Flaky)).Write();

        var headline = results.Report().Readiness.Headline;

        Assert.That(headline.Unsaid, Is.EqualTo("No answer for 3 of 4 crates: 1 flaky, 2 without a verdict."));
        Assert.That(headline.UnsaidShare, Is.EqualTo("75 %"));
    }

    [Test]
    public void Crates_without_a_verdict_lead_to_where_they_are_missed_for_no_table_has_them()
    {
        results.Manifest = results.Manifest with { List = results.Manifest.List with { Crates = ["a", "b", "c", "d"] } };
        results.Add(Sample.Verdict("a", VerdictKind.Compatible)).Add(Sample.Verdict("d", VerdictKind.Flaky)).Write().Report();

        var facts = PageFacts.On("index.html", results.Index).Where(fact => fact.Name.StartsWith("standing.", StringComparison.Ordinal));

        Assert.That(facts.Select(fact => $"{fact.Name} {fact.Text} {fact.Link}"), Is.EqualTo(new[]
        {
            "standing.works 1 crates.html#standing=works", "standing.unsaid 1 crates.html#standing=unsaid", "standing.missing 2 run.html#coverage-heading",
        }));
        Assert.That(results.Read("run.html"), Does.Contain("2 crates without a verdict on Linux x86_64: b, c."));
    }

    [Test]
    public void The_bar_is_as_wide_as_all_crates_whatever_they_came_to()
    {
        PopularRun.Write(results);

        var bar = results.Report().Readiness.Headline.Bar;

        Assert.That(bar.Select(segment => (segment.Name, segment.Crates)), Is.EqualTo(new[] { ("works", 4), ("fails", 4), ("unsaid", 6) }));
        Assert.That(bar.Sum(segment => segment.Width), Is.EqualTo(1000).Within(0.2));
        Assert.That(bar.Skip(1).Select(segment => segment.X), Is.EqualTo(bar.SkipLast(1).Select(segment => segment.X + segment.Width)).Within(0.01));
    }

    [Test]
    public void A_platform_of_the_goal_that_was_not_swept_is_said()
    {
        PopularRun.Write(results);

        var written = results.Report();

        Assert.That(written.Readiness.Platforms.Select(platform => (platform.Key, platform.Swept)), Is.EqualTo(new[]
        {
            ("linux-x86_64", true), ("linux-aarch64", false), ("macos-x86_64", false), ("macos-aarch64", false),
        }));
        Assert.That(results.Index, Does.Contain("<tr class=\"none\"><th scope=\"row\">macOS aarch64</th><td colspan=\"6\">not swept</td></tr>"));
        Assert.That(Regex.Count(results.Index, "<td class=\"number none\">not swept</td>"), Is.EqualTo(Matrix.Report.Sweeps.GoalWords.All.Count * 3), "a goal has a cell a platform");
    }

    [Test]
    public void A_fact_of_a_goal_names_the_platform_as_files_do()
    {
        PopularRun.Write(results).Report();

        var names = PageFacts.On("index.html", results.Index).Where(fact => fact.Name.StartsWith("goal.unwinding", StringComparison.Ordinal)).Select(fact => (fact.Name, fact.Text));

        Assert.That(names, Is.EqualTo(new[] { ("goal.unwinding.linux-x86_64", "1"), ("goal.unwinding", "1") }));
    }

    [Test]
    public void Without_an_earlier_sweep_the_page_says_how_to_get_a_trend()
    {
        PopularRun.Write(results);

        var page = results.Report().Readiness;

        Assert.That((page.SinceLast, page.Trend), Is.EqualTo(((SinceLast?)null, (object?)null)));
        Assert.That(results.Index, Does.Contain("a trend needs at least two"));
    }

    [Test]
    public void What_differs_on_one_platform_alone_is_named()
    {
        using var run = new MultiRun();
        var written = run.Report();
        var crates = written.Facts.Sweep.Crates;

        foreach (var only in written.Readiness.OnlyHere)
        {
            var platform = written.Facts.Sweep.Platforms.Single(platform => Matrix.Report.Sweeps.Platforms.Words(platform) == only.Platform);
            var fails = crates.Where(crate => Standings(crate, platform) is ("Fails", "Works")).Select(crate => crate.Name).ToList();
            Assert.That(only.Fails.Select(crate => crate.Name), Is.EqualTo(fails.Take(12)));
            Assert.That(only.MoreFails, Is.EqualTo(Math.Max(0, fails.Count - 12)));
        }

        Assert.That(written.Readiness.OnlyHere, Is.Not.Empty);
    }

    [Test]
    public void An_empty_run_is_a_page_too()
    {
        results.Write().Report();

        Assert.That(results.Index, Does.Contain("No crate gave an answer."));
        Assert.That(results.Summary, Does.Contain("No crate gave an answer."));
        Assert.That(results.Read("fixes.html"), Does.Contain("No failure is Cranelift's fault."));
        Assert.That(new CratesTable(results.Read("crates.html")).Rows, Is.Empty);
    }

    // Here, and on all others that say something: empty where these disagree.
    private static (string Here, string Others) Standings(Matrix.Report.Sweeps.SweptCrate crate, string platform)
    {
        var others = crate.Results.Where(result => result.Platform != platform).Select(result => result.Standing.ToString()).Where(standing => standing != "Unsaid").Distinct().ToList();
        return (crate.On(platform)?.Standing.ToString() ?? "", others is [var same] ? same : "");
    }
}
