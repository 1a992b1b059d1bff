using System.Text.RegularExpressions;
using Matrix.Report.Rendering;
using Matrix.Report.Tests.Pages;
using Matrix.Testing;
using Matrix.Testing.Browsing;

namespace Matrix.Report.Tests.Charts;

/// <summary>All charts on one page: <c>artifacts/charts/gallery.html</c>, to be looked at after a change.</summary>
[Category("Slow")]
public sealed class GalleryTests
{
    private const string Template = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="{{Frame.Policy}}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Charts</title>
        {{for style in Frame.Styles}}<link rel="stylesheet" href="{{style}}">{{end}}
        </head>
        <body>
        <main>
        {{for line in Lines}}{{part "line-chart" line}}{{end}}
        {{for strip in Strips}}{{part "strip" strip}}{{end}}
        {{for ratio in Ratios}}{{part "dot-plot" ratio}}{{end}}
        <table>
        {{~ for row in Rows ~}}
        <tr><th scope="row">{{row.Name}}</th><td>{{part "sparkline" row.Trend}}</td><td>{{part "bar-row" row.Bar}}</td></tr>
        {{~ end ~}}
        </table>
        {{for row in Rows}}{{if for.first}}{{part "chart-numbers" row.Trend.Numbers}}{{end}}{{end}}
        </main>
        </body>
        </html>
        """;

    private static readonly string File = Repository.PathOf("artifacts/charts/gallery.html");

    private string page = null!;

    [OneTimeSetUp]
    public void Render()
    {
        var templates = ResultsFixture.Templates;
        var frame = PageFrame.Of(["page.css", "charts.css"]);
        page = Drawn.Page(Template, new GalleryPage(frame, Gallery.Lines, Gallery.Strips, Gallery.Ratios, Gallery.Rows));
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, page);
        foreach (var style in frame.Styles)
            System.IO.File.WriteAllText(Path.Combine(Path.GetDirectoryName(File)!, style), templates.Asset(style));
    }

    [Test]
    public void Every_id_is_there_once() => Assert.That(PageHtml.Attributes(page, "id"), Is.Unique);

    [Test]
    public void What_names_a_chart_is_on_the_page()
    {
        var ids = PageHtml.Attributes(page, "id").ToHashSet();

        Assert.That(PageHtml.Attributes(page, "aria-labelledby").SelectMany(names => names.Split(' ')), Is.Not.Empty.And.All.Matches<string>(id => ids.Contains(id!)));
    }

    [Test]
    public void A_chart_carries_neither_script_nor_style_of_its_own()
    {
        Assert.That(PageHtml.Elements(page), Does.Not.Contain("script"));
        Assert.That(PageHtml.Attributes(page, "style"), Is.Empty);
        Assert.That(PageHtml.Attributes(page, "on\\w+"), Is.Empty);
    }

    [Test]
    public void A_drawing_with_links_is_a_group_and_one_without_a_picture()
    {
        foreach (var drawing in Regex.Matches(page, "<svg[^>]* role=\"(\\w+)\".*?</svg>", RegexOptions.Singleline).Cast<Match>())
            Assert.That(drawing.Groups[1].Value, Is.EqualTo(drawing.Value.Contains("<a ") ? "group" : "img"));
    }

    [Test]
    public void No_drawing_keeps_a_keyboard_for_long()
    {
        foreach (var drawing in Regex.Matches(page, "<svg.*?</svg>", RegexOptions.Singleline).Cast<Match>())
            Assert.That(Regex.Count(drawing.Value, "<a [^>]*>") - Regex.Count(drawing.Value, "tabindex=\"-1\""), Is.LessThanOrEqualTo(60));
    }

    [Test]
    public async Task A_browser_has_nothing_to_complain_of()
    {
        await using var page = await BrowserPage.OpenAsync(SiteFolder.OnDisk(Path.GetDirectoryName(File)!), Path.GetFileName(File));

        Assert.That(page.Complaints.All, Is.Empty);
        Assert.That(await page.HtmlAsync(), Does.Contain("</main>"));
    }
}
