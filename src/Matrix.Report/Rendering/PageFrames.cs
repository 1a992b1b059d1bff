using System.Reflection;

namespace Matrix.Report.Rendering;

/// <summary>The frames of all pages: style and script are read and hashed once.</summary>
internal sealed class PageFrames
{
    private static readonly (string Name, string File)[] Pages =
    [
        ("Readiness", "index.html"), ("Next best fix", "fixes.html"), ("Trend", "trend.html"), ("Crates", "crates.html"),
        ("Speed", "speed.html"), ("Run", "run.html"),
    ];

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

    /// <summary>Of a page at the top of the site.</summary>
    public PageFrame Top(string file, string title) => In(top, file, "", title);

    public PageFrame Crate(string title) => In(crate, "crates.html", "../", title);

    /// <param name="page">Relative to the site.</param>
    public PageFrame Log(string page, string title) =>
        In(log, "crates.html", string.Concat(Enumerable.Repeat("../", page.Count(character => character == '/'))), title);

    private static PageFrame In(PageFrame frame, string current, string root, string title) => frame with
    {
        Root = root,
        Title = title,
        Pages = [.. Pages.Select(page => new PageLink(page.Name, root + page.File, page.File == current))],
        Generator = Generator,
    };
}
