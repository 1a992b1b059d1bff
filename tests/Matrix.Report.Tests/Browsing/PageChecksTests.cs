using Matrix.Testing.Browsing;
using Matrix.Testing.Browsing.Checks;

namespace Matrix.Report.Tests.Browsing;

/// <summary>The checks can fail: each fault is found, told in words, and is the only one that is told.</summary>
[Category("Slow")]
public sealed class PageChecksTests
{
    private const string OpenPolicy = "default-src * 'unsafe-inline'";

    [Test]
    public async Task A_site_without_fault_has_no_problems_on_disk_nor_below_a_path_of_a_server()
    {
        using var site = new SmallSite();
        await using var server = SiteServer.Start(site.Folder);

        Assert.That(await new PageChecks().ProblemsOf(site.OnDisk), Is.Empty);
        Assert.That(await new PageChecks().ProblemsOf(server.Site), Is.Empty);
    }

    [TestCase("<a href=\"gone.html\">Gone</a>", "a \"Gone\" (gone.html) leads to a file that is not there")]
    [TestCase("<a href=\"#gone\">Gone</a>", "a \"Gone\" (#gone) leads to an anchor that is not there")]
    [TestCase("<a href=\"sub/other.html#end\">Gone</a>", "a \"Gone\" (sub/other.html#end) leads to an anchor that is not there")]
    [TestCase("<a href=\"/index.html\">Root</a>", "a \"Root\" (/index.html) leads out of the site")]
    [TestCase("<a href=\"sub/\">Folder</a>", "a \"Folder\" (sub/) leads to a folder")]
    [TestCase("<a href=\"javascript:alert(1)\">Run</a>", "a \"Run\" (javascript:alert(1)) leads out of the site")]
    [TestCase("<h3>Deep</h3>", "h3 \"Deep\" comes after h1 \"Small\"")]
    [TestCase("<h1>Second</h1>", "there are 2 first-level headings")]
    public async Task A_link_to_nowhere_and_a_heading_out_of_order_are_told(string main, string problem)
    {
        using var site = new SmallSite(main);

        Assert.That(await ProblemsOfAsync(site), Is.EqualTo(new[] { problem }));
    }

    [TestCase("<p><img src=\"pixel.png\" width=\"1\" height=\"1\"></p>", "critical image-alt: img: ")]
    [TestCase("<p><a href=\"#end\"></a></p>", "serious link-name: ")]
    [TestCase("<p><button type=\"button\"></button></p>", "critical button-name: button: ")]
    [TestCase("<p class=\"pale\">Pale</p>", "serious color-contrast: .pale: Element has insufficient color contrast of 1.")]
    [TestCase("<details><summary>More</summary><p class=\"pale\">Pale</p></details>", "serious color-contrast: .pale: Element has insufficient color contrast of 1.")]
    public async Task What_some_people_cannot_read_is_told(string main, string problem)
    {
        using var site = new SmallSite(main, ".pale { color: #eee } @media (prefers-color-scheme: dark) { .pale { color: #fff } }");
        File.WriteAllBytes(Path.Combine(site.Folder, "pixel.png"), Convert.FromBase64String(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));

        var problems = await ProblemsOfAsync(site);

        Assert.That(problems, Has.Count.EqualTo(1));
        Assert.That(problems[0], Does.StartWith(problem));
        Assert.That(problems[0].EndsWith(" (light)", StringComparison.Ordinal), Is.EqualTo(main.Contains("pale")));
    }

    [Test]
    public async Task Contrast_is_looked_at_in_the_dark_too()
    {
        using var site = new SmallSite("<p class=\"night\">Night</p>", "@media (prefers-color-scheme: dark) { .night { color: #222 } }");

        Assert.That(await ProblemsOfAsync(site), Is.EqualTo(new[] { "" }).Using<string, string>((problem, _) =>
            problem.StartsWith("serious color-contrast: .night: ", StringComparison.Ordinal) && problem.EndsWith(" (dark)", StringComparison.Ordinal)));
    }

    [Test]
    public async Task An_element_that_is_too_wide_is_told_with_the_widths_at_which_it_is()
    {
        using var site = new SmallSite("<details><summary>More</summary><div class=\"wide\">Wide</div></details><div class=\"box\"><div class=\"wide\">Boxed</div></div>",
            ".wide { width: 700px } .box { overflow-x: auto }");

        Assert.That(await ProblemsOfAsync(site), Is.EqualTo(new[] { "too wide: div.wide \"Wide\" reaches to 708 of 360 px" }));
    }

    [TestCase("a:focus { outline: none }")]
    [TestCase("a:focus { outline-color: transparent }")]
    [TestCase("a { outline: 2px solid #06c }")]
    public async Task A_focus_that_cannot_be_seen_is_told(string style)
    {
        using var site = new SmallSite(style: style);

        Assert.That(await ProblemsOfAsync(site), Is.EqualTo(new[] { "the focus cannot be seen on a \"Down\" and 1 more alike" }));
    }

    [Test]
    public async Task A_focus_that_shows_slowly_or_by_a_shadow_or_on_a_label_can_be_seen()
    {
        using var site = new SmallSite(
            "<p class=\"box\"><input id=\"box\" type=\"checkbox\"><label for=\"box\">Box</label> <button type=\"button\" tabindex=\"-1\">Not reached</button></p>",
            "a { transition: all 5s } a:focus { outline: none; box-shadow: 0 0 0 3px #06c } "
            + "#box { opacity: 0; outline: none } #box:focus + label { outline: 2px solid #06c }");

        Assert.That(await ProblemsOfAsync(site), Is.Empty);
    }

    [Test]
    public async Task A_trap_for_the_focus_is_told()
    {
        using var site = new SmallSite(
            "<p><input aria-label=\"Trap\"> <a href=\"#end\">Behind</a></p>",
            script: "document.querySelector('input').addEventListener('keydown', event => { if (event.key === 'Tab') event.preventDefault(); });");

        Assert.That(await ProblemsOfAsync(site), Is.EqualTo(new[] { "the focus is trapped: Tab does not leave input \"Trap\"", "Tab does not reach a \"Behind\"" }));
    }

    [Test]
    public async Task A_focus_that_goes_round_in_a_part_of_the_page_is_told()
    {
        using var site = new SmallSite(
            "<p><a id=\"one\" href=\"#end\">One</a> <a id=\"two\" href=\"#end\">Two</a> <a href=\"#end\">Behind</a></p>",
            script: "two.addEventListener('keydown', event => { if (event.key === 'Tab') { event.preventDefault(); one.focus(); } });");

        Assert.That(await ProblemsOfAsync(site), Is.EqualTo(new[]
        {
            "the focus is trapped: after a#two \"Two\" Tab comes back to a#one \"One\"", "Tab does not reach a \"Behind\"",
        }));
    }

    [Test]
    public async Task An_order_of_its_own_is_told()
    {
        using var site = new SmallSite(
            "<p><a href=\"#end\">One</a> <a href=\"#end\">Two</a></p>", "p { display: flex; gap: 1rem; reading-flow: flex-visual } a:first-child { order: 2 }");

        Assert.That(await ProblemsOfAsync(site), Has.One.EqualTo("Tab reaches a \"One\" after a \"Two\", which stands behind it"));
    }

    [Test]
    public async Task An_error_on_the_console_and_one_that_nobody_caught_are_told()
    {
        using var site = new SmallSite(script: "console.error('oh'); throw new Error('no');");

        Assert.That(await ProblemsOfAsync(site), Is.SupersetOf(new[] { "console: error: oh" }).And.Some.StartsWith("a script failed: Uncaught Error: no"));
    }

    [Test]
    public async Task A_script_that_the_policy_stops_is_told()
    {
        using var site = new SmallSite("<script>document.documentElement.dataset.ran = 'yes'</script>");

        var problems = await ProblemsOfAsync(site);

        Assert.That(problems, Has.One.EqualTo("the page's policy stopped inline by script-src-elem"));
        Assert.That(problems, Has.One.Contains("violates the following Content Security Policy directive"));
    }

    [Test]
    public async Task What_is_asked_of_another_site_is_told_whether_the_policy_allows_it_or_not()
    {
        const string image = "<p><img src=\"https://example.com/x.png\" alt=\"\"></p>";
        using var open = new SmallSite(image, policy: OpenPolicy);
        using var shut = new SmallSite(image);

        Assert.That(await ProblemsOfAsync(open), Has.One.EqualTo("asks for https://example.com/x.png, which is outside of the site"));
        Assert.That(await ProblemsOfAsync(shut), Has.One.EqualTo("the page's policy stopped https://example.com/x.png by img-src")
            .And.One.EqualTo("img (https://example.com/x.png) asks for something outside of the site"));
    }

    private static async Task<IReadOnlyList<string>> ProblemsOfAsync(SmallSite site)
    {
        await using var page = await BrowserPage.OpenAsync(site.OnDisk, SmallSite.Page);
        return await new PageChecks().ProblemsOf(page);
    }
}
