using Matrix.Testing;
using Matrix.Testing.Browsing;

namespace Matrix.Report.Tests.Browsing;

[Category("Slow")]
public sealed class BrowserPageTests
{
    [Test]
    public async Task A_page_is_seen_as_the_view_says()
    {
        using var site = new SmallSite(script: "document.documentElement.dataset.ran = 'yes'");

        Assert.That(await MatchesAsync(site, new BrowserView { Width = 360, Height = 700 }, "(width: 360px) and (height: 700px)"), Is.True);
        Assert.That(await MatchesAsync(site, new BrowserView(), "(prefers-color-scheme: light) and (prefers-reduced-motion: no-preference)"), Is.True);
        Assert.That(await MatchesAsync(site, new BrowserView { Dark = true }, "screen and (prefers-color-scheme: dark)"), Is.True);
        Assert.That(await MatchesAsync(site, new BrowserView { ReducedMotion = true }, "(prefers-reduced-motion: reduce)"), Is.True);
        Assert.That(await MatchesAsync(site, new BrowserView { Print = true }, "print"), Is.True);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Scripts_run_where_they_are_on(bool on)
    {
        using var site = new SmallSite(script: "document.documentElement.dataset.ran = 'yes'");

        await using var page = await BrowserPage.OpenAsync(site.OnDisk, SmallSite.Page, new BrowserView { Script = on });

        Assert.That((await page.HtmlAsync()).Contains("data-ran=\"yes\""), Is.EqualTo(on));
        Assert.That(page.Complaints.All, Is.Empty);
    }

    [Test]
    public async Task A_page_with_an_odd_name_opens_on_disk_and_from_a_server()
    {
        const string odd = "evil&'\"<b>/100% #1?.html";
        using var site = new SmallSite();
        site.Html(odd, "<h1>Odd</h1>", "../");
        await using var server = SiteServer.Start(site.Folder);

        foreach (var folder in new[] { site.OnDisk, server.Site })
        {
            await using var page = await BrowserPage.OpenAsync(folder, odd);

            Assert.That(await page.Content.Locator("h1").TextContentAsync(), Is.EqualTo("Odd"));
            Assert.That(page.Complaints.All, Is.Empty);
        }
    }

    [Test]
    public async Task A_file_that_a_server_does_not_have_is_told()
    {
        using var site = new SmallSite("<p><img src=\"../style.css\" alt=\"\"></p>");
        await using var server = SiteServer.Start(site.Folder);

        await using var page = await BrowserPage.OpenAsync(server.Site, SmallSite.Page);

        Assert.That(page.Complaints.ForeignRequests, Has.One.EndsWith("/style.css"));
        Assert.That(page.Complaints.Console, Has.One.Contains("404"));
    }

    [Test]
    public async Task A_page_becomes_four_pictures()
    {
        using var site = new SmallSite();

        var files = await Screenshots.WriteAsync(site.OnDisk, SmallSite.Page, "rig/small");

        Assert.That(files.Select(file => Path.GetRelativePath(Repository.PathOf("artifacts/screenshots"), file)), Is.EqualTo(new[]
        {
            "rig/small-light-1440.png", "rig/small-dark-1440.png", "rig/small-light-360.png", "rig/small-dark-360.png",
        }));
        Assert.That(files.Select(file => new FileInfo(file).Length), Is.All.GreaterThan(1_000));
    }

    private static async Task<bool> MatchesAsync(SmallSite site, BrowserView view, string query)
    {
        await using var page = await BrowserPage.OpenAsync(site.OnDisk, SmallSite.Page, view);
        return await page.Content.EvaluateAsync<bool>("query => matchMedia(query).matches", query);
    }
}
