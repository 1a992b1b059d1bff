using Matrix.Report.Escaping;

namespace Matrix.Report.Rendering.Engine;

/// <summary>What a template makes: how values are escaped for it, and which texts need no escaping.</summary>
/// <param name="Extension">Ends the names of its templates, before theirs.</param>
/// <param name="Ready">The one type of text that passes as it is.</param>
internal sealed record TextKind(string Extension, Type Ready, Action<string, TextWriter> Escape)
{
    public static TextKind Html { get; } = new(".html", typeof(Html), HtmlText.Escape);

    public static TextKind Markdown { get; } = new(".md", typeof(Markdown), MarkdownText.Escape);

    /// <param name="template">Such as <c>summary.md</c>.</param>
    public static TextKind Of(string template) => template.EndsWith(Markdown.Extension, StringComparison.Ordinal) ? Markdown : Html;
}
