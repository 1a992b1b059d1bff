using Matrix.Results;
using Matrix.Testing.Browsing;

namespace Matrix.Report.Tests.Pages.SiteInBrowser;

/// <summary>What only a browser can say: that the script runs where it may, and that nothing else does.</summary>
[Category("Slow")]
public sealed class SiteInBrowserTests
{
    private const int Many = 600;
    private const int AtOnce = 500;

    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown() => results.Dispose();

    private SiteFolder Site => SiteFolder.OnDisk(results.Site);

    [TestCase(false)]
    [TestCase(true)]
    public async Task Nothing_of_a_hostile_crate_runs(bool served)
    {
        HostileRun.Write(results);
        HostileRun.Remember(results.PathOf("history"));
        results.Report(results.Results, results.PathOf("history"));
        await using var server = SiteServer.Start(results.Site);
        var site = served ? server.Site : Site;

        Assert.That(site.Pages, Has.Count.GreaterThan(8));
        foreach (var name in site.Pages)
        {
            await using var page = await BrowserPage.OpenAsync(site, name);

            Assert.That(await page.Content.Locator("main").CountAsync(), Is.EqualTo(1), name);
            Assert.That(await MarksAsync(page), Is.Zero, name);
            Assert.That(page.Complaints.All, Is.Empty, name);
        }
    }

    [Test]
    public async Task The_mark_of_a_hostile_script_would_be_seen()
    {
        HostileRun.Write(results).Report();
        File.WriteAllText(Path.Combine(results.Site, "index.html"), $"<!DOCTYPE html><html><body>{HostileRun.Everything}</body></html>");

        await using var page = await BrowserPage.OpenAsync(Site, "index.html");

        Assert.That(await MarksAsync(page), Is.EqualTo(1));
    }

    [Test]
    public async Task The_policy_alone_would_stop_a_hostile_script_and_tell()
    {
        HostileRun.Write(results).Report();
        var index = Path.Combine(results.Site, "index.html");
        File.WriteAllText(index, results.Index.Replace("</main>", $"{HostileRun.Everything}</main>"));

        await using var page = await BrowserPage.OpenAsync(Site, "index.html");

        Assert.That(await MarksAsync(page), Is.Zero);
        Assert.That(page.Complaints.PolicyViolations, Is.Not.Empty);
    }

    [Test]
    public async Task Without_scripts_every_crate_is_there_and_nothing_that_would_need_them()
    {
        WriteMany().Report();

        await using var crates = await OpenCrates.OpenAsync(Site, "#verdict=regressed", new BrowserView { Script = false });

        Assert.That(await crates.NamesAsync(), Has.Count.EqualTo(Many));
        Assert.That(await crates.Content.Locator("form:visible, button:visible, #causes:visible").CountAsync(), Is.Zero);
        Assert.That(crates.Complaints, Is.Empty);
    }

    [Test]
    public async Task Of_many_crates_the_first_ones_are_shown_until_somebody_asks_for_the_others()
    {
        WriteMany().Report();
        await using var crates = await OpenCrates.OpenAsync(Site);
        Assert.That(await crates.NamesAsync(), Has.Count.EqualTo(AtOnce));
        Assert.That(await crates.ShownAsync(), Is.EqualTo($"{Many} of {Many} crates"));

        await crates.PressAsync($"Show all {Many}");

        Assert.That(await crates.NamesAsync(), Has.Count.EqualTo(Many).And.Unique);
        Assert.That(await crates.Content.Locator("#more").IsVisibleAsync(), Is.False);
        Assert.That(crates.Complaints, Is.Empty);
    }

    [Test]
    public async Task Of_many_crates_those_that_are_asked_for_are_shown_wherever_they_stand()
    {
        WriteMany().Report();
        await using var crates = await OpenCrates.OpenAsync(Site);

        await crates.SortWithMouseAsync("Crate");
        await crates.SortWithMouseAsync("Crate");
        Assert.That((await crates.NamesAsync())[0], Is.EqualTo("crate-599"));
        Assert.That(await crates.NamesAsync(), Has.Count.EqualTo(AtOnce));

        await crates.WriteAsync("crate-00");
        Assert.That(await crates.NamesAsync(), Is.EqualTo(Enumerable.Range(0, 10).Reverse().Select(number => $"crate-{number:000}")));
        Assert.That(await crates.Content.Locator("#more").IsVisibleAsync(), Is.False);
    }

    [Test]
    public async Task On_paper_there_is_nothing_to_click()
    {
        PopularRun.Write(results).Report();
        const string ways = "nav.site ul, .skip, #filter, #more";
        await using var screen = await OpenCrates.OpenAsync(Site);
        Assert.That(await screen.Content.Locator("nav.site ul:visible, #filter:visible").CountAsync(), Is.EqualTo(2));

        await using var paper = await OpenCrates.OpenAsync(Site, view: new BrowserView { Print = true });

        foreach (var way in await paper.Content.Locator(ways).AllAsync())
            Assert.That(await way.IsVisibleAsync(), Is.False);
        Assert.That(await paper.NamesAsync(), Is.EqualTo(await screen.NamesAsync()).And.Count.EqualTo(14));
    }

    private static Task<int> MarksAsync(BrowserPage page) => page.Content.Locator($"[{HostileRun.Mark}]").CountAsync();

    private ResultsFixture WriteMany()
    {
        for (var number = 0; number < Many; number++)
            results.Add(Sample.Verdict($"crate-{number:000}", VerdictKind.Compatible));

        return results.Write();
    }
}
