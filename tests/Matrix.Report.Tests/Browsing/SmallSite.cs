using Matrix.Testing;
using Matrix.Testing.Browsing;

namespace Matrix.Report.Tests.Browsing;

/// <summary>A site of a page or two, without fault until a test adds one.</summary>
internal sealed class SmallSite : IDisposable
{
    public const string Page = "index.html";

    private const string Policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'";
    private const string Style = "body { color: #222; background: #fff } @media (prefers-color-scheme: dark) { body { color: #ddd; background: #111 } a { color: #9cf } }\n";

    private readonly TemporaryDirectory directory = new();

    public SmallSite(string main = "", string style = "", string script = "", string policy = Policy)
    {
        Html(Page, $"<h1>Small</h1>\n<p><a href=\"#end\">Down</a> <a href=\"sub/other.html#there\">Other</a></p>\n{main}\n<p id=\"end\">End</p>", policy: policy);
        Html("sub/other.html", "<h1 id=\"there\">Other</h1>\n<p><a href=\"../index.html\">Back</a></p>", "../", policy);
        directory.File("style.css", Style + style);
        directory.File("script.js", script);
    }

    public string Folder => directory.Path;

    public SiteFolder OnDisk => SiteFolder.OnDisk(directory.Path);

    public void Html(string page, string main, string up = "", string policy = Policy) => directory.File(page, $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <meta http-equiv="Content-Security-Policy" content="{policy}">
        <title>Small</title>
        <link rel="stylesheet" href="{up}style.css">
        <script src="{up}script.js" defer></script>
        </head>
        <body>
        <main>
        {main}
        </main>
        </body>
        </html>
        """);

    public void Dispose() => directory.Dispose();
}
