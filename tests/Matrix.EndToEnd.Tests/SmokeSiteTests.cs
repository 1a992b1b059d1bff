using System.Text.Json;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Testing;
using Matrix.Testing.Browsing;
using Matrix.Testing.Browsing.Checks;

namespace Matrix.EndToEnd.Tests;

/// <summary>The site of a real sweep with a past, as people see it.</summary>
public sealed class SmokeSiteTests
{
    private static readonly string[] MainPages = ["index.html", "fixes.html", "trend.html", "crates.html", "speed.html", "run.html"];

    private TemporaryDirectory directory = null!;
    private ResultsReader results = null!;
    private EarlierSweeps past = null!;
    private JsonDocument matrix = null!;
    private IReadOnlyList<string> pages = null!;

    private SiteFolder Site => SiteFolder.OnDisk(Path.Combine(directory.Path, "site"));

    [OneTimeSetUp]
    public async Task Report()
    {
        directory = new TemporaryDirectory();
        results = await SmokeSweep.ResultsAsync();
        past = new EarlierSweeps(results);
        past.Write(Path.Combine(directory.Path, "history"));
        var end = await ProgramRun.RunAsync(
            "Matrix.Report", ["report", results.Paths.Root, "--out", Site.Folder, "--history", Path.Combine(directory.Path, "history")], CancellationToken.None);
        Assert.That(end.ExitCode, Is.Zero, end.ToString());
        matrix = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Site.Folder, "matrix.json")));
        pages = [.. MainPages, PageOf(past.Broken), PageOf(past.Fixed), Site.Pages.First(page => page.StartsWith("logs/", StringComparison.Ordinal))];
    }

    [OneTimeTearDown]
    public void TearDown()
    {
        matrix?.Dispose();
        directory.Dispose();
    }

    [Test]
    public async Task The_browser_has_nothing_to_complain_of_from_disk_nor_from_a_server()
    {
        await using var server = SiteServer.Start(Site.Folder);
        foreach (var site in new[] { Site, server.Site })
        {
            foreach (var name in pages)
            {
                await using var page = await BrowserPage.OpenAsync(site, name);
                Assert.That(page.Complaints.All, Is.Empty, $"{site.Root.Scheme}: {name}");
                Assert.That(await page.Content.Locator("main").CountAsync(), Is.EqualTo(1), name);
            }
        }
    }

    [Test]
    public async Task Everybody_can_read_and_use_it()
    {
        var (checks, problems) = (new PageChecks(), new List<string>());
        foreach (var name in pages)
        {
            await using var page = await BrowserPage.OpenAsync(Site, name);
            problems.AddRange((await checks.ProblemsOf(page)).Select(problem => $"{name}: {problem}"));
        }

        Assert.That(problems, Is.Empty);
    }

    [Test]
    public async Task The_front_page_counts_what_the_sweep_counted()
    {
        var facts = await FactsAsync("index.html");
        var (works, fails) = (Count(VerdictKind.Compatible, VerdictKind.Improved), Count(VerdictKind.Regressed, VerdictKind.PartlyBroken));
        var unsaid = results.Verdicts().Count() - works - fails;

        Assert.That(works * fails * unsaid, Is.Positive, "the smoke list has crates of each kind");
        Assert.That(facts["readiness"], Is.EqualTo($"{works} of {works + fails}"));
        Assert.That(facts["standing.works"], Is.EqualTo($"{works}"));
        Assert.That(facts["standing.fails"], Is.EqualTo($"{fails}"));
        Assert.That(facts["standing.unsaid"], Is.EqualTo($"{unsaid}"));
    }

    [Test]
    public async Task The_front_page_and_matrix_json_agree()
    {
        var facts = await FactsAsync("index.html");
        var root = matrix.RootElement;
        var platform = results.Manifest.Platform.Name;
        foreach (var standing in new[] { "works", "fails", "unsaid" })
        {
            Assert.That(facts[$"standing.{standing}"], Is.EqualTo(root.GetProperty("readiness").GetProperty(standing).ToString()));
            Assert.That(facts[$"platform.{platform}.{standing}"], Is.EqualTo(root.GetProperty("platforms").GetProperty(platform).GetProperty("readiness").GetProperty(standing).ToString()));
        }

        foreach (var goal in root.GetProperty("goals").EnumerateArray())
            Assert.That(facts[$"goal.{goal.GetProperty("goal")}"], Is.EqualTo(goal.GetProperty("crates").ToString()));
        foreach (var kind in new[] { "broke", "fixed", "new-and-fails", "new-and-works" })
            Assert.That(facts[$"changes.{kind}"], Is.EqualTo($"{root.GetProperty("changes").EnumerateArray().Count(change => change.GetProperty("kind").GetString() == kind)}"), kind);
    }

    [Test]
    public async Task A_number_on_the_front_page_leads_to_as_many_crates()
    {
        await using var index = await BrowserPage.OpenAsync(Site, "index.html");
        var links = await index.Content.Locator("a[data-fact][href^='crates.html']").AllAsync();
        Assert.That(links, Has.Count.GreaterThan(6));
        foreach (var link in links)
        {
            var (text, href) = (await link.InnerTextAsync(), await link.GetAttributeAsync("href"));
            await using var crates = await BrowserPage.OpenAsync(Site, "crates.html", fragment: href!["crates.html".Length..]);
            Assert.That(await crates.Content.Locator("#crates tbody tr:visible").CountAsync(), Is.EqualTo(int.Parse(text)), href);
        }
    }

    [Test]
    public async Task The_trend_says_what_broke_what_was_fixed_and_which_cause_is_gone()
    {
        await using var page = await BrowserPage.OpenAsync(Site, "trend.html");

        Assert.That(await TextsAsync(page, "#broke-table tbody th"), Is.EqualTo(new[] { past.Broken }));
        Assert.That(await TextsAsync(page, "#fixed-table tbody th"), Is.EqualTo(new[] { past.Fixed }));
        Assert.That(await TextsAsync(page, "#new-and-fails tbody th, #new-and-works tbody th"), Is.Empty);
        Assert.That(await TextsAsync(page, "#gone tbody th"), Is.EqualTo(new[] { EarlierSweeps.GoneName }));
        Assert.That(matrix.RootElement.GetProperty("sweeps").GetArrayLength(), Is.EqualTo(EarlierSweeps.Count + 1));
    }

    [Test]
    public async Task What_programs_read_is_what_its_schema_says()
    {
        var schema = new JsonSchema(Path.Combine(Site.Folder, "matrix.schema.json"));

        Assert.That(await schema.ErrorsOfAsync(Path.Combine(Site.Folder, "matrix.json")), Is.Empty);
    }

    [Test]
    public async Task It_becomes_pictures_to_look_at()
    {
        foreach (var name in new[] { "index", "trend", "crates", "fixes" })
            Assert.That(await Screenshots.WriteAsync(Site, $"{name}.html", $"smoke/{name}"), Has.Count.EqualTo(4).And.All.Exist);

        Assert.That(await Screenshots.WriteAsync(Site, PageOf(past.Broken), "smoke/crate"), Has.Count.EqualTo(4).And.All.Exist);
    }

    private int Count(params VerdictKind[] kinds) => results.Verdicts().Count(verdict => kinds.Contains(verdict.Kind));

    private string PageOf(string crate) => matrix.RootElement.GetProperty("crates").EnumerateArray()
        .Single(each => each.GetProperty("name").GetString() == crate).GetProperty("page").GetString()!;

    private async Task<Dictionary<string, string>> FactsAsync(string name)
    {
        await using var page = await BrowserPage.OpenAsync(Site, name);
        var facts = new Dictionary<string, string>();
        foreach (var fact in await page.Content.Locator("[data-fact]").AllAsync())
            facts.TryAdd((await fact.GetAttributeAsync("data-fact"))!, await fact.InnerTextAsync());
        return facts;
    }

    private static async Task<IReadOnlyList<string>> TextsAsync(BrowserPage page, string selector) =>
        [.. (await page.Content.Locator(selector).AllTextContentsAsync()).Select(text => text.Trim())];
}
