using System.Buffers;

namespace Matrix.Report.Escaping;

/// <summary>Foreign text as it is read, not as Markdown: on one line, safe in the cell of a table, and notifying nobody.</summary>
internal static class MarkdownText
{
    // A backslash does not do for what GitHub finds in text that is no Markdown any more: names of people and numbers of issues. A space without
    // width within does: https://github.com/dependabot/dependabot-core/blob/main/common/lib/dependabot/pull_request_creator/message_builder/link_and_mention_sanitizer.rb
    private const string NoWidth = "&#8203;";

    private static readonly SearchValues<char> Marks = SearchValues.Create(@"\`*_[]<>#~&$@");
    private static readonly SearchValues<char> MarksInCode = SearchValues.Create("`|");

    public static void Escape(string text, TextWriter output)
    {
        var oneLine = OneLine(text);
        for (var index = 0; index < oneLine.Length; index++)
        {
            if (IsWithinWord(oneLine, index))
                output.Write('_');
            else
                Escape(oneLine[index], oneLine.AsSpan(0, index), output);
            if (IsReference(oneLine, index))
                output.Write(NoWidth);
        }
    }

    public static string Escaped(string text)
    {
        using var output = new StringWriter();
        Escape(text, output);
        return output.ToString();
    }

    public static Markdown Code(string text)
    {
        var oneLine = OneLine(text);
        return new Markdown(oneLine.Length > 0 && !oneLine.AsSpan().ContainsAny(MarksInCode) ? $"`{oneLine}`" : $"<code>{Escaped(oneLine)}</code>");
    }

    private static string OneLine(string text) => VisibleText.Of(text).Replace('\n', ' ');

    private static void Escape(char character, ReadOnlySpan<char> before, TextWriter output)
    {
        if (character == '|')
            output.Write("&#124;"); // a backslash before it would not do after another backslash
        else if (Marks.Contains(character) || (before.IsEmpty && character is '-' or '+' or '=') || StartsAddress(character, before))
            output.Write($@"\{character}");
        else
            output.Write(character);
    }

    // Where it never means anything: https://github.github.com/gfm/#left-flanking-delimiter-run
    private static bool IsWithinWord(string text, int index) =>
        text[index] == '_' && index > 0 && index + 1 < text.Length && char.IsAsciiLetterOrDigit(text[index - 1]) && char.IsAsciiLetterOrDigit(text[index + 1]);

    // @somebody, #12, owner/name#12, GH-12: https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
    private static bool IsReference(string text, int index)
    {
        var next = index + 1 < text.Length ? text[index + 1] : ' ';
        return text[index] switch
        {
            '@' => char.IsAsciiLetterOrDigit(next),
            '#' => char.IsAsciiDigit(next),
            '-' => char.IsAsciiDigit(next) && text.AsSpan(0, index).EndsWith("gh", StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
    }

    // GitHub makes links of bare addresses: a backslash within keeps them text.
    private static bool StartsAddress(char character, ReadOnlySpan<char> before) =>
        (character == '/' && before.EndsWith(":/")) || (character == '.' && before.EndsWith("www", StringComparison.OrdinalIgnoreCase));
}
