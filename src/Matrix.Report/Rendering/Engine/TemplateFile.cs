using Matrix.Report.Escaping;
using Scriban;
using Scriban.Parsing;

namespace Matrix.Report.Rendering.Engine;

/// <param name="Name">Of the file, without the template's extension: <c>crate.html</c>, <c>_badge.html</c>.</param>
/// <param name="Script">Parsed; shared by all threads.</param>
internal sealed record TemplateFile(string Name, string Path, TextKind Kind, Template Script)
{
    /// <summary>The name of the file of a part that a template of a kind asks for.</summary>
    public static string PartName(string part, TextKind kind) => $"_{part}{kind.Extension}";
}

/// <param name="Text">What is wrong, with its place: file, line and column, both from 1.</param>
/// <param name="Hint">What is there instead.</param>
internal sealed record TemplateFault(string Text, string Hint)
{
    public static TemplateFault At(string path, TextPosition place, string text, string hint) =>
        new($"{path}:{place.Line + 1}:{place.Column + 1}: {text}", hint);
}

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
