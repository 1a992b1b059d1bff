using Scriban.Parsing;

namespace Matrix.Report.Rendering.Engine;

/// <param name="Text">What is wrong, with its place: file, line and column, both from 1.</param>
/// <param name="Hint">What is there instead.</param>
internal sealed record TemplateFault(string Text, string Hint)
{
    public static TemplateFault At(string path, TextPosition place, string text, string hint) =>
        new($"{path}:{place.Line + 1}:{place.Column + 1}: {text}", hint);
}
