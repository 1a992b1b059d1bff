using System.Reflection;

namespace Matrix.Report.Rendering;

/// <summary>The frames of all pages: style and script are read and hashed once.</summary>
internal sealed class PageFrames
{
    private const string StyleFolder = "assets";
    private const string Basis = "page.css";
    private const string Content = "content.css";
    private const string Charts = "charts.css";

    private readonly Templates templates;
    private readonly PageFrame top;
    private readonly PageFrame crate = PageFrame.Of([Basis, Content, Charts, "crate.css"]);
    private readonly PageFrame log = PageFrame.Of([Basis, "log.css"]);

    public PageFrames(Templates templates)
    {
        this.templates = templates;
        top = PageFrame.Of([Basis, Content, Charts, "report.css"], templates.Asset("tables.js"));
    }

    public static string Generator { get; } = $"Cranelift Matrix {Assembly.GetExecutingAssembly().GetName().Version!.ToString(fieldCount: 3)}";

    public void WriteStyles(Site site)
    {
        foreach (var style in top.Styles.Union(crate.Styles).Union(log.Styles))
            site.Write($"{StyleFolder}/{style}", output => output.Write(templates.Asset(style)));
    }

    public PageFrame Top(SitePage page) => In(top, page, "", page.Title);

    public PageFrame Crate(string title) => In(crate, SitePage.Crates, "../", title);

    /// <param name="page">Relative to the site.</param>
    public PageFrame Log(string page, string title) =>
        In(log, SitePage.Crates, string.Concat(Enumerable.Repeat("../", page.Count(character => character == '/'))), title);

    private static PageFrame In(PageFrame frame, SitePage current, string root, string title) => frame with
    {
        Root = root,
        Title = title,
        Pages = [.. SitePage.All.Select(page => new PageLink(page.Title, root + page.File, page == current))],
        Generator = Generator,
    };
}
