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
        PopularRun.Write(results);
        results.Report();

        Assert.That(
            Page("rayon-core/cranelift/test"),
            Does.Contain("<span class=\"line linked\" id=\"L42\"><a href=\"#L42\">42</a>fatal runtime error: failed to initiate panic, error 5, aborting\n"));
    }

    [Test]
    public void What_is_left_out_of_a_long_log_is_said()
    {
        PopularRun.Write(results);
        results.Report();

        var page = Page("crc32fast/cranelift/test");

        Assert.That(page, Does.Contain("of 16,524 lines: the beginning, the end,"));
        Assert.That(page, Does.Contain("<p class=\"gap\">6,301 lines left out</p>").And.Contain("id=\"L7502\"").And.Not.Contain("id=\"L6000\""));
    }

    [Test]
    public void Control_characters_are_seen_and_colours_are_gone()
    {
        HostileRun.Write(results);
        results.Report();

        var page = Page($"{HostileRun.Name}/cranelift/test");

        Assert.That(page.Where(character => char.IsControl(character) && character != '\n'), Is.Empty);
        Assert.That(page, Does.Contain(" red &lt;U+0000&gt; &lt;U+202E&gt; "));
        Assert.That(page, Does.Contain("[the line goes on: 2,000 characters of 10,000,000 bytes are here]"));
        Assert.That(page, Has.Length.LessThan(20_000));
    }

    [Test]
    public void A_line_beyond_the_end_and_a_log_that_is_missing_are_explained()
    {
        HostileRun.Write(results);
        results.Report();

        Assert.That(Page($"{HostileRun.Name}/cranelift/test"), Does.Contain("id=\"L4000000\">Line 4000000 is not in the log."));
        Assert.That(Page("absent/prepare"), Does.Contain("The log is missing from the results directory.").And.Contain("id=\"L9\""));
    }

    [Test]
    public void Only_logs_that_are_linked_to_have_a_page()
    {
        PopularRun.Write(results);
        var pages = results.Report().Report.Logs.Select(log => log.Page);

        var written = Directory.GetFiles(Path.Combine(results.Site, "logs"), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(results.Site, path));

        Assert.That(written, Is.EquivalentTo(pages));
        Assert.That(written, Has.None.Contains("itoa"));
    }

    private string Page(string log) => File.ReadAllText(Path.Combine(results.Site, "logs", log + ".html"));
}
