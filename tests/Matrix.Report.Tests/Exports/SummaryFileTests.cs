using System.Text;
using System.Text.RegularExpressions;
using Matrix.Report.Causes;
using Matrix.Report.Exports;
using Matrix.Report.History;
using Matrix.Report.Pages;
using Matrix.Report.Rendering;
using Matrix.Results;

namespace Matrix.Report.Tests.Exports;

public sealed class SummaryFileTests
{
    private const int GitHubTakes = 1024 * 1024;

    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown() => results.Dispose();

    [Test]
    public void Every_row_of_a_table_has_as_many_cells_as_its_head()
    {
        HostileRun.Write(results).Report();
        AllRowsAreWhole(results.Summary);

        using var run = new MultiRun();
        run.Report();
        AllRowsAreWhole(run.Read("summary.md"));
    }

    [Test]
    public void Nothing_in_it_is_markup_of_others()
    {
        HostileRun.Write(results).Report();

        var outsideOfCode = Regex.Replace(results.Summary, "`[^`\n]*`", "");
        Assert.That(outsideOfCode, Does.Not.Match(@"(?<!\\)<(?!/?(details|summary|code)>)"));
        Assert.That(outsideOfCode, Does.Not.Match(@"(?<!\\)\]\("));
        Assert.That(outsideOfCode, Does.Not.Match("(?m)^# heading"));
        Assert.That(results.Summary.Where(character => char.IsControl(character) && character != '\n'), Is.Empty);
    }

    [Test]
    public void Compatible_crates_are_counted_and_not_listed()
    {
        PopularRun.Write(results).Report();

        Assert.That(results.Summary, Does.Contain("`rayon-core`").And.Not.Contain("`itoa`"));
        Assert.That(results.Summary, Does.Contain("| Linux x86_64 | 4 | 4 | 6 | 50 % | 0 % |"));
    }

    [Test]
    public void A_crate_says_its_verdict_what_was_expected_why_and_what_differs()
    {
        PopularRun.Write(results).Report();

        Assert.That(results.Summary, Does.Contain(
            "| `rayon-core` | ✗ regressed, as expected | unwinding / thread-panic (14 tests) | 14 tests: join::panic_propagates_01, join::panic_propagates_02, join::panic_propagates_03 and 11 more |"));
    }

    [Test]
    public void Of_very_many_crates_the_first_are_listed_and_the_others_counted()
    {
        for (var number = 0; number < 250; number++)
            results.Add(Sample.Verdict($"crate-{number:000}", VerdictKind.Regressed));

        results.Write().Report();

        Assert.That(Regex.Count(results.Summary, "^\\| `crate-", RegexOptions.Multiline), Is.EqualTo(200));
        Assert.That(results.Summary, Does.Contain("50 more in `crates.html`."));
    }

    [Test]
    public void It_fits_what_GitHub_takes_whatever_the_names()
    {
        var facts = Facts(20_000, number => Expanding($"{number}{new string('漢', 60)}", string.Concat(Enumerable.Repeat("\u202E", 500)), $"cause {number}"));

        var summary = Summary(facts);

        Assert.That(Encoding.UTF8.GetByteCount(summary), Is.LessThan(GitHubTakes));
        Assert.That(summary, Does.EndWith("\n"));
        Assert.That(summary, Does.Contain("**0 of 20,000** crates"));
        AllRowsAreWhole(summary);
    }

    [Test]
    public void What_does_not_fit_is_left_out_at_the_end_of_a_line()
    {
        results.Manifest = results.Manifest with { Warnings = [.. Enumerable.Range(0, 15).Select(number => $"{number}{string.Concat(Enumerable.Repeat("漢\u202E", 30_000))}")] };
        results.Write().Report();

        Assert.That(Encoding.UTF8.GetByteCount(results.Summary), Is.LessThan(GitHubTakes));
        Assert.That(results.Summary, Does.EndWith("\nThe rest is left out, for GitHub shows no more than 1 MiB; the site has all of it.\n"));
        Assert.That(results.Summary.Split('\n').Where(line => line.StartsWith("> ", StringComparison.Ordinal) && line.Contains('漢')).Select(line => line.Length).Distinct(), Has.Exactly(1).Items);
    }

    private static void AllRowsAreWhole(string summary)
    {
        var cells = 0;
        foreach (var line in summary.Split('\n'))
        {
            var here = line.StartsWith('|') ? Regex.Count(line, @"(?<!\\)\|") : 0;
            Assert.That(here, Is.Zero.Or.EqualTo(cells).Or.AtLeast(cells == 0 ? 1 : 100), line);
            cells = here;
        }
    }

    private static string Summary(ReportFacts facts)
    {
        var frames = new PageFrames(ResultsFixture.Templates);
        using var output = new StringWriter();
        new SummaryFile(new PageModels(ReadinessBuilder.Build(facts, frames), FixesBuilder.Build(facts, frames)), facts).Write(ResultsFixture.Templates, output);
        return output.ToString();
    }

    private ReportFacts Facts(int crates, Func<int, Verdict> verdict)
    {
        var written = results.Add(Sample.Verdict("a", VerdictKind.Compatible)).Write().Report();
        var any = written.Facts.Sweep.Crates.Single().Results.Single();
        var sweep = written.Facts.Sweep with
        {
            Crates = [.. Enumerable.Range(0, crates).Select(verdict).Select(each => new Matrix.Report.Sweeps.SweptCrate(each.Crate, [any with { Verdict = each }]))],
        };
        return written.Facts with { Sweep = sweep, History = new HistoryFolder(null).Upto(sweep), Causes = CauseRanking.Of(sweep), Slugs = new CrateSlugs(sweep.Crates) };
    }

    private static Verdict Expanding(string crate, string text, string cause) => Sample.Verdict(crate, VerdictKind.Regressed, text) with
    {
        Causes = [Sample.Cause(FailureClass.Crash, $"{cause}{text}") with { Package = $"{crate} 1.0" }],
        Tests = [new TestDifference(text, text, TestOutcome.Passed, TestOutcome.Failed)],
    };
}
