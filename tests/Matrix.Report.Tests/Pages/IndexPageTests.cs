using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Matrix.Results;

namespace Matrix.Report.Tests.Pages;

public sealed class IndexPageTests
{
    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown() => results.Dispose();

    [Test]
    public void Its_numbers_are_those_of_the_results()
    {
        PopularRun.Write(results);
        var model = results.Report().Report;
        var html = results.Index;

        Assert.That(Html.Value(html, "class=\"headline\"><strong>(.*?)</strong>"), Is.EqualTo(model.Headline.Works));
        Assert.That(Html.Attributes(html, "data-verdict"), Has.Count.EqualTo(14));
        foreach (var verdict in model.Verdicts)
        {
            Assert.That(Html.Value(html, $"class=\"count\">(\\d+)</(?:a|span)>\\s*<span class=\"badge {verdict.Badge.Name}\""), Is.EqualTo($"{verdict.Crates}"));
            Assert.That(Html.Attributes(html, "data-verdict").Count(name => name == verdict.Badge.Name), Is.EqualTo(verdict.Crates));
        }

        foreach (var failure in model.Classes)
            Assert.That(Html.Attributes(html, "data-classes").Count(names => names.Split(' ').Contains(failure.Name)), Is.EqualTo(failure.Crates));
    }

    [Test]
    public void The_summary_has_the_same_numbers()
    {
        PopularRun.Write(results);
        var model = results.Report().Report;

        Assert.That(results.Summary, Does.Contain($"**{model.Headline.Works}** {model.Headline.Sentence}"));
        foreach (var verdict in model.Verdicts.Where(verdict => verdict.Crates > 0))
            Assert.That(Html.Value(results.Summary, $"\\| {verdict.Badge.Name} \\| (\\d+) \\|"), Is.EqualTo($"{verdict.Crates}"));

        foreach (var failure in model.Classes)
            Assert.That(Html.Value(results.Summary, $"\\| {failure.Name} \\| (\\d+) \\|"), Is.EqualTo($"{failure.Crates}"));

        foreach (var median in model.Medians)
        {
            Assert.That(results.Summary, Does.Contain($"| {median.What} | {median.Median} | {median.Range} | {median.Crates} |"));
            Assert.That(results.Index, Does.Contain($"<tr><th scope=\"row\">{median.What}</th><td class=\"number\">{median.Median}</td><td>{median.Range}</td><td class=\"number\">{median.Crates}</td></tr>"));
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Every_link_leads_to_an_anchor_that_is_there(bool hostile)
    {
        Write(hostile);
        results.Report();

        var anchors = Pages.ToDictionary(page => page, page => Html.Attributes(File.ReadAllText(page), "id").ToHashSet());
        foreach (var page in Pages)
        {
            var html = File.ReadAllText(page);
            Assert.That(Html.Attributes(html, "id"), Has.Count.EqualTo(anchors[page].Count), $"an anchor of {page} is there twice");
            foreach (var link in Html.Attributes(html, "href").Where(link => !link.StartsWith("https://github.com/", StringComparison.Ordinal)))
            {
                var parts = link.Split('#', 2);
                var target = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, WebUtility.UrlDecode(parts[0])));
                Assert.That(anchors, Does.ContainKey(target), $"{link} on {page}");
                Assert.That(parts.Length == 1 || anchors[target].Contains(parts[1]), Is.True, $"{link} on {page}");
            }
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Nothing_is_loaded_and_nothing_runs_but_its_own_script(bool hostile)
    {
        Write(hostile);
        results.Report();

        foreach (var page in Pages)
        {
            var html = File.ReadAllText(page);
            Assert.That(Html.Attributes(html, "(?:src|srcset|data|action|style|on[a-z]+)"), Is.Empty, page);
            Assert.That(Html.Elements(html), Has.None.AnyOf("img", "link", "iframe", "object", "embed", "base", "svg", "audio", "video", "b"), page);
            Assert.That(Html.Elements(html).Count(name => name == "script"), Is.EqualTo(Path.GetFileName(page) == "index.html" ? 1 : 0), page);
        }
    }

    [Test]
    public void Its_policy_allows_exactly_its_style_and_its_script()
    {
        PopularRun.Write(results);
        results.Report();

        var policy = Html.Value(results.Index, "http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"");

        Assert.That(policy, Is.EqualTo(
            $"default-src 'none'; style-src 'sha256-{Hash("style")}'; script-src 'sha256-{Hash("script")}'; base-uri 'none'; form-action 'none'"));
    }

    [Test]
    public void All_can_be_read_without_a_script()
    {
        PopularRun.Write(results);
        results.Report();

        Assert.That(Regex.Matches(results.Index, " hidden>"), Has.Count.EqualTo(1), "only the filter, which needs the script");
        Assert.That(results.Index, Does.Contain("<form id=\"filter\" role=\"search\" aria-label=\"Crates\" hidden>"));
    }

    [Test]
    public void A_number_in_the_ledger_and_the_median_are_in_both_outputs()
    {
        PopularRun.Write(results);
        results.Report();

        Assert.That(results.Index, Does.Contain("<code>llvm.x86.avx2.psllv.d</code></th><td>memchr 2.7.6</td>"));
        Assert.That(results.Summary, Does.Contain("| `llvm.x86.avx2.psllv.d` | memchr 2.7.6 | x86\\_64-unknown-linux-gnu | 1 | 1 | 0 |"));
    }

    [Test]
    public void An_empty_run_is_a_page_too()
    {
        results.Write();
        results.Report();

        Assert.That(results.Index, Does.Contain("There is no verdict yet."));
        Assert.That(results.Summary, Does.Contain("Nothing can be said of any crate."));
    }

    private string[] Pages => Directory.GetFiles(results.Site, "*.html", SearchOption.AllDirectories);

    private void Write(bool hostile) => _ = hostile ? HostileRun.Write(results) : PopularRun.Write(results);

    private string Hash(string element)
    {
        var content = Regex.Match(results.Index, $"<{element}>(.*?)</{element}>", RegexOptions.Singleline).Groups[1].Value;
        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
    }
}
