using Matrix.Report.Logs;
using Matrix.Results;

namespace Matrix.Report.Tests.Logs;

public sealed class LogLinksTests
{
    [Test]
    public void A_link_leads_to_the_line_on_the_page_of_the_log()
    {
        var links = new LogLinks();

        Assert.That(links.To(new LogLine("logs/memchr/llvm-abort/test.2.log.gz", 12), "crate-memchr"), Is.EqualTo("logs/memchr/llvm-abort/test.2.html#L12"));
        Assert.That(links.To("logs/memchr/prepare.log.gz", "crate-memchr"), Is.EqualTo("logs/memchr/prepare.html"));
    }

    [Test]
    public void A_name_that_means_something_in_an_address_is_encoded() =>
        Assert.That(new LogLinks().To("logs/a#b?c%20 d<e>/llvm/build.log.gz", "x"), Is.EqualTo("logs/a%23b%3Fc%2520%20d%3Ce%3E/llvm/build.html"));

    [TestCase("/etc/passwd")]
    [TestCase("logs/../../secret")]
    [TestCase("logs/./x")]
    [TestCase("logs//x")]
    [TestCase(@"logs/x\..\y")]
    [TestCase("run.json")]
    [TestCase("")]
    public void No_link_leads_out_of_the_logs(string log)
    {
        var links = new LogLinks();

        Assert.That(links.To(new LogLine(log, 1), "x"), Is.Null);
        Assert.That(links.Requests, Is.Empty);
    }

    [Test]
    public void Each_log_is_asked_for_once_with_all_lines()
    {
        var links = new LogLinks();
        links.To(new LogLine("logs/b/llvm/test.log.gz", 7), "crate-b");
        links.To(new LogLine("logs/b/llvm/test.log.gz", 3), "crate-b");
        links.To(new LogLine("logs/b/llvm/test.log.gz", 0), "crate-b");
        links.To("logs/a/llvm/test.log.gz", "crate-a");

        Assert.That(links.Requests.Select(request => request.Page), Is.EqualTo(new[] { "logs/a/llvm/test.html", "logs/b/llvm/test.html" }));
        Assert.That(links.Requests[1].Lines, Is.EqualTo(new[] { 3, 7 }));
        Assert.That(links.Requests[1].Crate, Is.EqualTo("crate-b"));
    }
}
