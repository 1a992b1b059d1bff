using System.Buffers;

namespace Matrix.Report.Escaping;

internal static class HtmlText
{
    private static readonly SearchValues<char> Marks = SearchValues.Create("&<>\"'");

    public static void Escape(string text, TextWriter output)
    {
        var rest = VisibleText.Of(text).AsSpan();
        for (int mark; (mark = rest.IndexOfAny(Marks)) >= 0; rest = rest[(mark + 1)..])
        {
            output.Write(rest[..mark]);
            output.Write(Reference(rest[mark]));
        }

        output.Write(rest);
    }

    private static string Reference(char mark) => mark switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        _ => "&#39;",
    };
}

internal sealed record Html(string Text) : ReadyText(Text);

internal sealed record Markdown(string Text) : ReadyText(Text);
