using System.Text.RegularExpressions;
using Matrix.Testing.Browsing;

namespace Matrix.Report.Tests.Pages;

/// <summary>What only a browser can say: that the script runs, and that nothing else does.</summary>
public sealed class BrowserTests
{
    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown() => results.Dispose();

    [TestCase("", 14)]
    [TestCase("#verdict-regressed", 3)]
    [TestCase("#class-unwinding", 1)]
    [TestCase("#crate-itoa", 14)]
    public async Task A_link_to_a_verdict_or_a_class_shows_only_its_crates(string fragment, int shown)
    {
        PopularRun.Write(results).Report();

        await using var opened = await BrowserPage.OpenAsync(Index, fragment);
        var page = await opened.HtmlAsync();

        Assert.That(opened.Complaints.All, Is.Empty, "the browser has nothing to complain of");
        Assert.That(Html.Value(page, "data-shown=\"(\\d+)\""), Is.EqualTo($"{shown}"));
        Assert.That(page, Does.Not.Contain("<form id=\"filter\" role=\"search\" aria-label=\"Crates\" hidden"));
        Assert.That(Regex.Count(page, "<details open"), Is.EqualTo(fragment.StartsWith("#crate-", StringComparison.Ordinal) ? 1 : 0));
    }

    [Test]
    public async Task Nothing_of_a_hostile_crate_runs()
    {
        HostileRun.Write(results).Report();

        var site = SiteFolder.OnDisk(results.Site);
        foreach (var file in site.Pages)
        {
            await using var opened = await BrowserPage.OpenAsync(site, file);
            var page = await opened.HtmlAsync();

            Assert.That(page, Does.Contain("</main>"), file);
            Assert.That(Html.Attributes(page, HostileRun.Mark), Is.Empty, file);
            Assert.That(opened.Complaints.All, Is.Empty, file);
        }
    }

    [Test]
    public async Task The_mark_of_a_hostile_script_would_be_seen()
    {
        HostileRun.Write(results).Report();
        File.WriteAllText(Index, $"<html><body><script>document.documentElement.setAttribute('{HostileRun.Mark}','1')</script></body></html>");

        await using var opened = await BrowserPage.OpenAsync(Index);
        var page = await opened.HtmlAsync();

        Assert.That(Html.Attributes(page, HostileRun.Mark), Is.EqualTo(new[] { "1" }));
    }

    [TestCase("buttons[0].click()", "crc32fast crossbeam-channel cudarc")]
    [TestCase("buttons[0].click(); buttons[0].click()", "zerocopy tokio-util serde")]
    [TestCase("buttons[5].click(); buttons[5].click()", "rayon-core crc32fast")]
    [TestCase("buttons[6].click()", "itoa serde rayon-core")]
    [TestCase("text.value = 'GPU'; text.dispatchEvent(new Event('input', { bubbles: true }))", "cudarc")]
    [TestCase("text.value = 'isle atomic'; text.dispatchEvent(new Event('input', { bubbles: true }))", "portable-atomic")]
    public async Task The_table_sorts_and_filters(string action, string expected)
    {
        PopularRun.Write(results).Report();
        var script = $$"""
            <script>
            addEventListener("load", () => {
              const buttons = document.querySelectorAll("#crates > thead button");
              const text = document.querySelector("#filter input");
              {{action}};
              const shown = [...document.getElementById("crates").tBodies].filter(crate => !crate.hidden);
              document.documentElement.dataset.order = shown.map(crate => crate.id.replace("crate-", "")).join(" ");
            });
            </script>
            """;
        File.WriteAllText(Index, Regex.Replace(results.Index, "<meta http-equiv=[^>]*>", "") + script);

        await using var opened = await BrowserPage.OpenAsync(Index);
        var page = await opened.HtmlAsync();

        Assert.That(Html.Attributes(page, "data-order").Single(), Does.StartWith(expected));
    }

    private string Index => Path.Combine(results.Site, "index.html");
}
