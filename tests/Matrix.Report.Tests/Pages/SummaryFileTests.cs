using System.Text;
using System.Text.RegularExpressions;
using Matrix.Report.Rendering;
using Matrix.Results;

namespace Matrix.Report.Tests.Pages;

public sealed class SummaryFileTests
{
    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown() => results.Dispose();

    [Test]
    public void Every_row_of_a_table_has_as_many_cells_as_its_head()
    {
        HostileRun.Write(results);
        results.Report();

        var cells = 0;
        foreach (var line in results.Summary.Split('\n'))
        {
            var here = line.StartsWith('|') ? Regex.Count(line, @"(?<!\\)\|") : 0;
            Assert.That(here, Is.Zero.Or.EqualTo(cells).Or.AtLeast(cells == 0 ? 1 : 100), line);
            cells = here;
        }
    }

    [Test]
    public void Nothing_in_it_is_markup_of_others()
    {
        HostileRun.Write(results);
        results.Report();

        var outsideOfCode = Regex.Replace(results.Summary, "`[^`\n]*`", "");
        Assert.That(outsideOfCode, Does.Not.Match(@"(?<!\\)<(?!/?(details|summary|code)>)"));
        Assert.That(outsideOfCode, Does.Not.Match(@"(?<!\\)\]\("));
        Assert.That(outsideOfCode, Does.Not.Match("(?m)^# heading"));
        Assert.That(results.Summary.Where(character => char.IsControl(character) && character != '\n'), Is.Empty);
    }

    [Test]
    public void Compatible_crates_are_counted_and_not_listed()
    {
        PopularRun.Write(results);
        results.Report();

        Assert.That(results.Summary, Does.Contain("`rayon-core`").And.Not.Contain("`itoa`"));
    }

    [Test]
    public void Of_very_many_crates_the_first_are_listed_and_the_others_counted()
    {
        for (var number = 0; number < 250; number++)
            results.Add(Sample.Verdict($"crate-{number:000}", VerdictKind.Regressed));

        results.Write().Report();

        Assert.That(Regex.Count(results.Summary, "^\\| `crate-", RegexOptions.Multiline), Is.EqualTo(200));
        Assert.That(results.Summary, Does.Contain("50 more in `index.html`."));
    }

    [Test]
    public void It_fits_what_GitHub_takes_whatever_the_names()
    {
        var wide = new string('漢', 60);
        for (var number = 0; number < 300; number++)
            results.Add(Expanding($"{number}{wide}", string.Concat(Enumerable.Repeat("\u202E", 500))));

        results.Write().Report();

        Assert.That(Encoding.UTF8.GetByteCount(results.Summary), Is.LessThanOrEqualTo(SummaryFile.MostBytes + 200));
        Assert.That(results.Summary, Does.EndWith("\n"));
    }

    private static Verdict Expanding(string crate, string text) => Sample.Verdict(crate, VerdictKind.Regressed, text) with
    {
        Causes = [Sample.Cause(FailureClass.Crash, text)],
        Tests = [new TestDifference(text, text, TestOutcome.Passed, TestOutcome.Failed)],
    };
}
