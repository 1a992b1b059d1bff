using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Matrix.Report.Tests.Pages;

/// <summary>What holds for every page of a site, whatever was swept.</summary>
[TestFixture("popular")]
[TestFixture("hostile")]
[TestFixture("several platforms")]
public sealed class SiteTests(string kind)
{
    private static readonly string[] WithScript = ["index.html", "fixes.html", "trend.html", "crates.html", "speed.html", "run.html"];

    private readonly List<IDisposable> runs = [];
    private string site = "";
    private int crates;
    private Dictionary<string, string> pages = null!;

    [OneTimeSetUp]
    public void Report()
    {
        (site, crates) = kind switch
        {
            "popular" => Popular(),
            "hostile" => Hostile(),
            _ => Several(),
        };
        pages = Directory.GetFiles(site, "*.html", SearchOption.AllDirectories).ToDictionary(path => path, File.ReadAllText);
    }

    [OneTimeTearDown]
    public void TearDown() => runs.ForEach(run => run.Dispose());

    [Test]
    public void Every_crate_has_a_page_and_so_has_every_question()
    {
        Assert.That(Directory.GetFiles(Path.Combine(site, "crates"), "*.html"), Has.Length.EqualTo(crates));
        foreach (var page in WithScript)
            Assert.That(pages[Path.Combine(site, page)], Does.EndWith("</html>\n"), page);
    }

    [Test]
    public void Every_link_leads_to_an_anchor_that_is_there()
    {
        var anchors = pages.ToDictionary(page => page.Key, page => PageHtml.Attributes(page.Value, "id").ToHashSet());
        foreach (var (page, html) in pages)
        {
            foreach (var link in PageHtml.Attributes(html, "href").Where(link => !link.StartsWith("https://github.com/", StringComparison.Ordinal) && link != "data:,"))
            {
                var parts = link.Split('#', 2);
                var target = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, WebUtility.UrlDecode(parts[0].Replace("+", "%2B"))));
                Assert.That(target, Does.Exist, $"{link} on {page}");
                Assert.That(parts.Length == 1 || anchors[target].Contains(parts[1]) || IsFilter(target, parts[1]), Is.True, $"{link} on {page}");
            }
        }
    }

    [Test]
    public void No_anchor_is_there_twice()
    {
        foreach (var (page, html) in pages)
            Assert.That(PageHtml.Attributes(html, "id"), Is.Unique, page);
    }

    [Test]
    public void What_is_described_by_something_else_is_described()
    {
        foreach (var (page, html) in pages)
        {
            var named = PageHtml.Attributes(html, "aria-labelledby").SelectMany(names => names.Split(' '));
            Assert.That(named.Except(PageHtml.Attributes(html, "id")), Is.Empty, page);
        }
    }

    [Test]
    public void Nothing_is_loaded_but_its_own_style_and_nothing_runs_but_its_own_script()
    {
        foreach (var (page, html) in pages)
        {
            var relative = Path.GetRelativePath(site, page);
            var root = string.Concat(Enumerable.Repeat("../", relative.Count(character => character == '/')));
            Assert.That(PageHtml.Attributes(html, "(?:src|srcset|data|action|formaction|poster|style|xlink:href|on[a-z]+)"), Is.Empty, page);
            Assert.That(PageHtml.Elements(html), Has.None.AnyOf("img", "iframe", "object", "embed", "base", "audio", "video", "image", "use", "foreignObject", "style", "animate", "set"), page);
            Assert.That(PageHtml.Elements(html).Count(name => name == "script"), Is.EqualTo(WithScript.Contains(relative) ? 1 : 0), page);
            foreach (Match link in Regex.Matches(html, "<link [^>]*>"))
                Assert.That(link.Value, Does.Match($"^<link rel=\"(icon\" href=\"data:,|stylesheet\" href=\"{Regex.Escape(root)}assets/[a-z]+\\.css)\">$"), page);
        }
    }

    [Test]
    public void Its_policy_comes_first_and_allows_exactly_its_style_and_its_script()
    {
        foreach (var (page, html) in pages)
        {
            var script = Regex.Match(html, "<script>(.*?)</script>", RegexOptions.Singleline);
            var allowed = script.Success ? $"; script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script.Groups[1].Value)))}'" : "";
            Assert.That(html, Does.StartWith("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\""), page);
            Assert.That(
                PageHtml.Value(html, "http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\""),
                Is.EqualTo($"default-src 'none'; img-src data:; style-src 'self'{allowed}; base-uri 'none'; form-action 'none'"), page);
        }
    }

    [Test]
    public void All_can_be_read_without_a_script()
    {
        foreach (var (page, html) in pages)
        {
            var hidden = Regex.Matches(html, "<[^>]* hidden>").Select(match => match.Value).Where(tag => !tag.StartsWith("<span id=", StringComparison.Ordinal));
            Assert.That(
                hidden,
                Is.EqualTo(Path.GetFileName(page) == "crates.html" && Path.GetDirectoryName(page) == site
                    ? new[] { "<form id=\"filter\" role=\"search\" aria-label=\"Crates\" hidden>", "<p id=\"cause-filter\" hidden>", "<button type=\"button\" id=\"more\" hidden>", "<ol id=\"causes\" hidden>" }
                    : []),
                page);
        }
    }

    [Test]
    public void No_character_acts_instead_of_being_read()
    {
        foreach (var (page, html) in pages)
            Assert.That(html.Where(character => (char.IsControl(character) && character is not ('\n' or '\t')) || character is '\u202E' or '\uFEFF'), Is.Empty, page);
    }

    [Test]
    public void A_name_in_the_navigation_is_that_of_a_page()
    {
        foreach (var (page, html) in pages)
        {
            Assert.That(Regex.Count(html, " aria-current=\"page\""), Is.EqualTo(1), page);
            Assert.That(Regex.Count(html, "<h1"), Is.EqualTo(1), page);
        }
    }

    private (string Site, int Crates) Popular()
    {
        var results = Kept(new ResultsFixture());
        PopularRun.Write(results).Report();
        return (results.Site, 14);
    }

    private (string Site, int Crates) Hostile()
    {
        var results = Kept(new ResultsFixture());
        HostileRun.Write(results);
        HostileRun.Remember(results.PathOf("history"));
        results.Report(results.Results, results.PathOf("history"));
        return (results.Site, 2);
    }

    private (string Site, int Crates) Several()
    {
        var run = Kept(new MultiRun());
        run.Report();
        return (run.Site, run.Crates.Count);
    }

    private T Kept<T>(T run)
        where T : IDisposable
    {
        runs.Add(run);
        return run;
    }

    private bool IsFilter(string target, string fragment) =>
        target == Path.Combine(site, "crates.html") && Regex.IsMatch(fragment, "^(?:(?:standing|platform|verdict|goal|class|cause|alone)=[^&#<>\"' ]+(?:&|$))+$");
}
