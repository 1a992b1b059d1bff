namespace Matrix.Yaml.Editing;

/// <summary>A text by its lines.</summary>
internal sealed class TextLines(string text)
{
    /// <summary>As the file ends its lines.</summary>
    public string Break { get; } = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    public int Start(int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

    /// <summary>Where the line's break begins.</summary>
    public int End(int at)
    {
        var end = text.IndexOf('\n', at) is >= 0 and var found ? found : text.Length;
        return end > at && text[end - 1] == '\r' ? end - 1 : end;
    }

    public int Next(int at) => text.IndexOf('\n', at) is >= 0 and var found ? found + 1 : text.Length;

    public int Column(int at) => at - Start(at);

    public bool IsFirstOnLine(int at) => string.IsNullOrWhiteSpace(text[Start(at)..at]);

    public bool HaveBreak(int start, int end) => text.AsSpan(start, end - start).Contains('\n');

    public bool HaveComment(int start, int end) => text.AsSpan(start, end - start).Contains('#');

    /// <summary>YAML counts the empty lines below a text in block style to it.</summary>
    public YamlSpan Trimmed(YamlSpan span) => span with { End = span.Start + text.AsSpan(span.Start, span.End - span.Start).TrimEnd().Length };

    /// <summary>From the dash before an item of a list without brackets.</summary>
    public YamlSpan WithDash(YamlSpan item) => item with { Start = text.AsSpan(0, item.Start).TrimEnd().Length - 1 };
}
