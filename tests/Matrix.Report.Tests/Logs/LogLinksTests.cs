using Matrix.Report.Logs;
using Matrix.Results;

namespace Matrix.Report.Tests.Logs;

public sealed class LogLinksTests
{
    private readonly LogLinks links = new("linux-x86_64", "memchr", "memchr");

    [Test]
    public void A_link_leads_to_the_line_on_the_page_of_the_log()
    {
        Assert.That(links.To(new LogLine("logs/memchr/llvm-abort/test.2.log.gz", 12)), Is.EqualTo("../logs/linux-x86_64/memchr~llvm-abort.test.2.html#L12"));
        Assert.That(links.To("logs/memchr/prepare.log.gz"), Is.EqualTo("../logs/linux-x86_64/memchr~prepare.html"));
    }

    [Test]
    public void A_name_that_means_something_in_an_address_is_encoded() =>
        Assert.That(links.To("logs/memchr/a#b?c%20 d<e>/build.log.gz"), Is.EqualTo("../logs/linux-x86_64/memchr~a%23b%3Fc%2520%20d%3Ce%3E.build.html"));

    [Test]
    public void A_crate_of_another_name_for_files_has_pages_of_its_own()
    {
        Assert.That(new LogLinks("p", "a/b", "a.b").To("logs/a/b/llvm/test.log.gz"), Is.EqualTo("../logs/p/a.b~llvm.test.html"));
        Assert.That(new LogLinks("p", "a.b", "a.b.2").To("logs/a.b/llvm/test.log.gz"), Is.EqualTo("../logs/p/a.b.2~llvm.test.html"));
    }

    [TestCase("/etc/passwd")]
    [TestCase("logs/../../secret")]
    [TestCase("logs/./x")]
    [TestCase("logs//x")]
    [TestCase(@"logs/x\..\y")]
    [TestCase("logs/x\0y")]
    [TestCase("run.json")]
    [TestCase("")]
    public void No_link_leads_out_of_the_logs(string log)
    {
        Assert.That(new LogLinks("x", "memchr", "memchr").To(new LogLine(log, 1)), Is.Null);
        Assert.That(new LogLinks("x", "memchr", "memchr").To(log), Is.Null);
    }

    [TestCase(244, 1)]
    [TestCase(82, 3)]
    public void No_link_leads_to_a_page_whose_name_no_file_system_takes(int length, int bytes)
    {
        var name = new string(bytes == 3 ? '漢' : 'x', length);

        Assert.That(links.To($"logs/memchr/{name}.log.gz"), Is.Null);
        Assert.That(links.To($"logs/memchr/{name[1..]}.log.gz"), Is.Not.Null);
    }

    [Test]
    public void Each_log_is_asked_for_once_with_all_lines()
    {
        var own = new LogLinks("p", "b", "b");
        own.To(new LogLine("logs/b/llvm/test.log.gz", 7));
        own.To(new LogLine("logs/b/llvm/test.log.gz", 3));
        own.To(new LogLine("logs/b/llvm/test.log.gz", 0));
        own.To("logs/a/llvm/test.log.gz");
        own.To("outside.log.gz");

        Assert.That(own.Requests.Select(request => request.Page), Is.EqualTo(new[] { "logs/p/b~a.llvm.test.html", "logs/p/b~llvm.test.html" }));
        Assert.That(own.Requests[1].Lines, Is.EqualTo(new[] { 3, 7 }));
    }
}
