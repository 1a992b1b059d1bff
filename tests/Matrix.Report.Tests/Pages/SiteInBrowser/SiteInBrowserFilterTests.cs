using System.Text.Json;
using Matrix.Testing.Browsing;

namespace Matrix.Report.Tests.Pages.SiteInBrowser;

/// <summary>A link with filters shows the crates that matrix.json says, from the disk as from a server's sub-path.</summary>
[TestFixture(false)]
[TestFixture(true)]
[Category("Slow")]
public sealed class SiteInBrowserFilterTests(bool served)
{
    private MultiRun run = null!;
    private SiteServer? server;
    private SiteFolder site = null!;
    private JsonDocument document = null!;
    private MatrixNumbers numbers = null!;

    [OneTimeSetUp]
    public void Report()
    {
        run = new MultiRun();
        run.Report();
        server = served ? SiteServer.Start(run.Site) : null;
        site = server?.Site ?? SiteFolder.OnDisk(run.Site);
        document = JsonDocument.Parse(run.Read("matrix.json"));
        numbers = new MatrixNumbers(document.RootElement);
    }

    [OneTimeTearDown]
    public async Task TearDown()
    {
        if (server is not null)
            await server.DisposeAsync();
        document.Dispose();
        run.Dispose();
    }

    [Test]
    public async Task A_link_shows_exactly_its_crates_whether_it_opens_the_page_or_the_page_is_open()
    {
        var links = Links();
        await using var open = await OpenCrates.OpenAsync(site);
        await ShowsAsync(open, "", numbers.Crates.Select(MatrixNumbers.Name));
        foreach (var (fragment, expected) in links)
        {
            Assert.That(expected.Count, Is.InRange(1, numbers.Crates.Count - 1), $"{fragment} proves something");
            await open.GoAsync(fragment);
            await ShowsAsync(open, fragment, expected);
        }

        foreach (var (fragment, expected) in links)
        {
            await using var opened = await OpenCrates.OpenAsync(site, fragment);
            await ShowsAsync(opened, fragment, expected);
        }
    }

    [Test]
    public async Task The_form_says_and_writes_what_stands_after_the_hash()
    {
        await using var crates = await OpenCrates.OpenAsync(site, "#goal=unwinding");
        Assert.That(await crates.Content.Locator("select[name=goal]").InputValueAsync(), Is.EqualTo("unwinding"));

        await crates.ChooseAsync("platform", MultiRun.Linux);
        Assert.That(await crates.FragmentAsync(), Is.EqualTo($"#platform={MultiRun.Linux}&goal=unwinding"));
        await ShowsAsync(crates, "by hand", numbers.StoppedBy("unwinding", MultiRun.Linux));

        await crates.ChooseAsync("goal", "");
        await crates.ChooseAsync("verdict", "compatible");
        await crates.WriteAsync("a & b=c");
        Assert.That(await crates.FragmentAsync(), Is.EqualTo($"#text=a%20%26%20b%3Dc&platform={MultiRun.Linux}&verdict=compatible"));
        await ShowsAsync(crates, "by hand", []);
    }

    [Test]
    public async Task A_link_that_the_form_wrote_shows_the_same_again()
    {
        await using var crates = await OpenCrates.OpenAsync(site);
        await crates.ChooseAsync("class", "compiler-crash");
        await crates.WriteAsync("ISLE & <b>");
        var names = await crates.NamesAsync();

        await using var again = await OpenCrates.OpenAsync(site, await crates.FragmentAsync());

        Assert.That(names, Is.Not.Empty);
        Assert.That(await again.NamesAsync(), Is.EqualTo(names));
        Assert.That(await again.Content.Locator("input[name=text]").InputValueAsync(), Is.EqualTo("ISLE & <b>"));
    }

    [Test]
    public async Task Each_word_of_the_text_has_to_be_there_in_any_case()
    {
        await using var crates = await OpenCrates.OpenAsync(site);

        await crates.WriteAsync(" crate-01  _X ");

        await ShowsAsync(crates, "text", run.Crates.Where(crate => crate.Contains("crate-01", StringComparison.OrdinalIgnoreCase) && crate.EndsWith("_x", StringComparison.Ordinal)));
    }

    [Test]
    public async Task Show_all_brings_back_every_crate_and_their_first_order()
    {
        await using var crates = await OpenCrates.OpenAsync(site);
        var first = await crates.NamesAsync();
        await crates.GoAsync($"#text=crate&standing=fails&cause={numbers.CauseIds[0]}&alone=yes");
        await crates.SortWithMouseAsync("Crate");

        await crates.PressAsync("Show all");

        Assert.That(await crates.NamesAsync(), Is.EqualTo(first));
        Assert.That(await crates.SortedByAsync(), Is.Empty);
        Assert.That(await crates.FragmentAsync(), Is.Empty);
        Assert.That(await crates.Content.Locator("#cause-filter").IsVisibleAsync(), Is.False);
        Assert.That(crates.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_cause_is_named_and_can_be_taken_away()
    {
        var cause = numbers.CauseIds.First(id => numbers.Unlocks(id).Count > 0);
        await using var crates = await OpenCrates.OpenAsync(site, $"#standing=fails&cause={cause}&alone=yes");
        var link = crates.Content.Locator("#cause-filter a");
        Assert.That(await link.TextContentAsync(), Is.EqualTo($"{cause} and no other"));
        Assert.That(await link.GetAttributeAsync("href"), Is.EqualTo($"fixes.html#{cause}"));

        await crates.PressAsync("any cause");

        await ShowsAsync(crates, "fails", Standing("fails"));
        Assert.That(await crates.FragmentAsync(), Is.EqualTo("#standing=fails"));
    }

    [TestCase("#goal=<img src=x onerror=\"document.documentElement.setAttribute('data-hostile','1')\">")]
    [TestCase("#cause=<img src=x onerror=\"document.documentElement.setAttribute('data-hostile','1')\">")]
    [TestCase("#cause=\"><script>document.documentElement.setAttribute('data-hostile','1')</script>&alone=yes")]
    [TestCase("#verdict=%")]
    [TestCase("#class=__proto__")]
    [TestCase("#standing=constructor")]
    [TestCase("#platform=atari")]
    [TestCase("#text=%00(((")]
    public async Task A_value_that_nobody_knows_shows_no_crate_and_runs_nothing(string fragment)
    {
        await using var crates = await OpenCrates.OpenAsync(site);
        await crates.GoAsync(fragment);
        await ShowsAsync(crates, fragment, []);

        await using var opened = await OpenCrates.OpenAsync(site, fragment);
        await ShowsAsync(opened, fragment, []);

        await opened.PressAsync("Show all");
        await ShowsAsync(opened, "", numbers.Crates.Select(MatrixNumbers.Name));
    }

    [TestCase("#")]
    [TestCase("#crate-01")]
    [TestCase("#colour=red&alone=yes&&=&goal=")]
    public async Task What_is_no_filter_filters_nothing(string fragment)
    {
        await using var crates = await OpenCrates.OpenAsync(site, fragment);

        await ShowsAsync(crates, fragment, numbers.Crates.Select(MatrixNumbers.Name));
    }

    private List<(string Fragment, IReadOnlyList<string> Crates)> Links()
    {
        var cause = numbers.CauseIds.First(id => numbers.Unlocks(id).Count > 0);
        return
        [
            ($"#goal=unwinding&platform={MultiRun.Linux}", numbers.StoppedBy("unwinding", MultiRun.Linux)),
            ("#goal=simd", numbers.StoppedBy("simd", null)),
            ("#class=linkage", numbers.WithClass("linkage")),
            ($"#cause={cause}", numbers.CratesWith(cause)),
            ($"#cause={cause}&alone=yes", numbers.Unlocks(cause)),
            ("#standing=works", Standing("works")),
            ("#standing=fails", Standing("fails")),
            ($"#platform={MultiRun.Arm}&standing=unsaid", Named(crate => MatrixNumbers.On(crate, MultiRun.Arm) is { } result && MatrixNumbers.Standing(result) == "unsaid")),
            ($"#platform={MultiRun.Arm}", Named(crate => MatrixNumbers.On(crate, MultiRun.Arm) is not null)),
            ($"#platform={MultiRun.Mac}&standing=works", Named(crate => MatrixNumbers.On(crate, MultiRun.Mac) is { } result && MatrixNumbers.Standing(result) == "works")),
            ($"#platform={MultiRun.Mac}&verdict=flaky", Named(crate => MatrixNumbers.On(crate, MultiRun.Mac) is { } result && MatrixNumbers.Verdict(result) == "flaky")),
            ("#verdict=partly-broken", Named(crate => MultiRun.Platforms.Any(platform => MatrixNumbers.On(crate, platform) is { } result && MatrixNumbers.Verdict(result) == "partly-broken"))),
        ];
    }

    private IReadOnlyList<string> Standing(string standing) => Named(crate => MatrixNumbers.Overall(crate) == standing);

    private IReadOnlyList<string> Named(Func<JsonElement, bool> which) => [.. numbers.Crates.Where(which).Select(MatrixNumbers.Name)];

    private async Task ShowsAsync(OpenCrates crates, string what, IEnumerable<string> expected)
    {
        var names = await crates.NamesAsync();
        Assert.That(names, Is.EquivalentTo(expected), what);
        Assert.That(await crates.ShownAsync(), Is.EqualTo($"{names.Count} of {numbers.Crates.Count} crates"), what);
        Assert.That(await crates.Content.Locator($"[{HostileRun.Mark}]").CountAsync(), Is.Zero, what);
        Assert.That(crates.Complaints, Is.Empty, what);
    }
}
