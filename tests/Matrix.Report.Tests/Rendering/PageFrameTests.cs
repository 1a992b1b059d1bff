using Matrix.Report.Rendering;

namespace Matrix.Report.Tests.Rendering;

public sealed class PageFrameTests
{
    // printf 'a{}\n' | openssl dgst -sha256 -binary | base64
    private const string HashOfScript = "sha256-u0Jj2e1i7IBkNDEHdGEj6YSZteK6W+q1Sv+Vn8x343I=";

    private const string Others = "base-uri 'none'; form-action 'none'";

    [TestCase("a{}\n")]
    [TestCase("a{}\r\n")]
    public void The_policy_names_the_hash_of_the_script_as_a_browser_sees_it(string script) => Assert.That(
        PageFrame.Of(["page.css"], script).Policy,
        Is.EqualTo($"default-src 'none'; img-src data:; style-src 'self'; script-src '{HashOfScript}'; {Others}"));

    [Test]
    public void A_script_is_allowed_only_where_there_is_one() =>
        Assert.That(PageFrame.Of(["page.css"]).Policy, Is.EqualTo($"default-src 'none'; img-src data:; style-src 'self'; {Others}"));

    [TestCase("logs/linux-x86_64/a/llvm/test.html", "../../../../")]
    [TestCase("logs/x.html", "../")]
    public void A_page_of_a_log_knows_the_way_to_the_top(string page, string root) =>
        Assert.That(new PageFrames(ResultsFixture.Templates).Log(page, "x").Root, Is.EqualTo(root));

    [Test]
    public void A_page_marks_itself_among_the_pages()
    {
        var frame = new PageFrames(ResultsFixture.Templates).Top(SitePage.Trend);

        Assert.That(frame.Pages.Where(page => page.Current).Select(page => page.Link), Is.EqualTo(new[] { "trend.html" }));
        Assert.That(frame.Pages.Select(page => page.Link), Is.EqualTo(new[] { "index.html", "fixes.html", "trend.html", "crates.html", "speed.html", "run.html" }));
    }
}
