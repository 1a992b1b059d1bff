using System.Text.RegularExpressions;
using Matrix.Report.Pages;
using Matrix.Results;

namespace Matrix.Report.Tests.Pages;

public sealed class LogPageTests
{
    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown() => results.Dispose();

    [Test]
    public void The_line_that_decided_is_marked_and_holds_the_evidence()
    {
        PopularRun.Write(results).Report();

        Assert.That(
            Page("rayon-core/cranelift/test"),
            Does.Contain("<li id=\"L42\" class=\"linked\">fatal runtime error: failed to initiate panic, error 5, aborting\n"));
    }

    [Test]
    public void Every_line_has_the_number_that_it_has_in_the_log()
    {
        PopularRun.Write(results).Report();

        foreach (var page in Directory.GetFiles(Path.Combine(results.Site, "logs"), "*.html", SearchOption.AllDirectories).Select(File.ReadAllText))
        {
            foreach (Match block in Regex.Matches(page, "<ol start=\"(\\d+)\">(.*?)</ol>", RegexOptions.Singleline))
            {
                var anchors = Regex.Matches(block.Groups[2].Value, "<li id=\"L(\\d+)\"").Select(match => int.Parse(match.Groups[1].Value)).ToList();
                Assert.That(anchors, Is.EqualTo(Enumerable.Range(int.Parse(block.Groups[1].Value), anchors.Count)));
            }
        }

        Assert.That(Regex.Matches(Page("crc32fast/cranelift/test"), "<ol start=\"(\\d+)\">").Select(match => match.Groups[1].Value), Is.EqualTo(new[] { "1", "7402", "15825" }));
        Assert.That(PageHtml.Value(Page("crc32fast/cranelift/test"), "<li id=\"L7500\">([^\n]*)\n"), Is.EqualTo("test works_7499 ... ok"));
    }

    [Test]
    public void What_is_left_out_of_a_long_log_is_said()
    {
        PopularRun.Write(results).Report();

        var page = Page("crc32fast/cranelift/test");

        Assert.That(page, Does.Contain("of 16,524 lines: the beginning, the end,"));
        Assert.That(page, Does.Contain("<p class=\"gap\">7,101 lines left out</p>").And.Contain("id=\"L7502\"").And.Not.Contain("id=\"L6000\""));
    }

    [Test]
    public void Control_characters_are_seen_and_colours_are_gone()
    {
        HostileRun.Write(results).Report();

        var page = Page($"{HostileRun.Name}/cranelift/test");

        Assert.That(page.Where(character => char.IsControl(character) && character != '\n'), Is.Empty);
        Assert.That(page, Does.Contain(" red &lt;U+0000&gt; &lt;U+202E&gt; "));
        Assert.That(page, Does.Contain("<i>[the line goes on: 2,000 characters of 10,000,000 bytes are here]</i>"));
        Assert.That(page, Has.Length.LessThan(20_000));
        Assert.That(Regex.Count(page, "<li id="), Is.EqualTo(5), "no line of the log ends or opens another");
    }

    [Test]
    public void A_line_beyond_the_end_and_a_log_that_is_missing_are_explained()
    {
        HostileRun.Write(results).Report();

        Assert.That(Page($"{HostileRun.Name}/cranelift/test"), Does.Contain("id=\"L4000000\">Line 4000000 is not in the log."));
        Assert.That(results.Read($"logs/linux-x86_64/{CrateSlugs.Plain(HostileRun.Everything)}~absent.prepare.html"), Does.Contain("The log is missing from the results directory.").And.Contain("id=\"L9\""));
    }

    [Test]
    public void A_damaged_log_is_shown_as_far_as_it_goes()
    {
        const string log = "logs/a/cranelift/test.log.gz";
        results.Log(log, string.Concat(Enumerable.Range(1, 100_000).Select(number => $"{number}\n")));
        results.Add(Sample.Verdict("a", VerdictKind.Regressed) with { Causes = [Sample.Cause(FailureClass.Crash, null, new Evidence(log, 3, "3"))] }).Write();
        var bytes = File.ReadAllBytes(results.PathOf(log));
        bytes[^8] ^= 1; // of the checksum
        File.WriteAllBytes(results.PathOf(log), bytes);
        results.Report();

        Assert.That(Page("a/cranelift/test"), Does.Contain("<li id=\"L3\" class=\"linked\">3\n").And.Contain("<p class=\"damage\">The log is damaged, and can be read up to here only: "));
    }

    [Test]
    public void A_page_leads_back_to_the_platform_of_its_crate()
    {
        PopularRun.Write(results).Report();

        Assert.That(Page("rayon-core/cranelift/test"), Does.Contain("<a href=\"../../crates/rayon-core.html#on-linux-x86_64\">Back to the crate</a>"));
    }

    [Test]
    public void The_same_log_of_two_platforms_has_two_pages()
    {
        using var run = new MultiRun();
        run.Report();

        var pages = Directory.GetFiles(Path.Combine(run.Site, "logs"), "*.test.html", SearchOption.AllDirectories).Select(page => Path.GetRelativePath(run.Site, page).Split('/')).ToLookup(parts => parts[2], parts => parts[1]);

        Assert.That(pages.Count(crate => crate.Count() > 1), Is.GreaterThan(5));
    }

    [Test]
    public void Only_logs_that_are_linked_to_have_a_page()
    {
        PopularRun.Write(results);
        var logs = results.Report().Logs;

        var written = Directory.GetFiles(Path.Combine(results.Site, "logs"), "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(results.Site, path)).ToList();
        var linked = Directory.GetFiles(Path.Combine(results.Site, "crates")).SelectMany(page => PageHtml.Attributes(File.ReadAllText(page), "href"))
            .Where(link => link.StartsWith("../logs/", StringComparison.Ordinal)).Select(link => link["../".Length..].Split('#')[0]).Distinct();

        Assert.That(written, Is.EquivalentTo(linked));
        Assert.That(written, Has.Count.EqualTo(logs));
        Assert.That(written, Has.None.Contains("itoa"));
    }

    /// <param name="log">The crate, then the leg and the phase.</param>
    private string Page(string log) => results.Read($"logs/linux-x86_64/{LogName(log)}.html");

    private static string LogName(string log) => log.Split('/', 2) is [var crate, var rest] ? $"{CrateSlugs.Plain(crate)}~{rest.Replace('/', '.')}" : log;
}
