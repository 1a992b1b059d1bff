using System.Text;

namespace Matrix.Yaml.Editing;

/// <summary>Other text in the place of what stands there; nothing else changes.</summary>
internal readonly record struct TextEdit(YamlSpan Span, string Text)
{
    public static TextEdit Insert(int at, string text) => new(new YamlSpan(at, at), text);

    public static TextEdit Remove(int start, int end) => new(new YamlSpan(start, end), "");
}

internal static class TextEdits
{
    /// <summary>In the order of the text; what is inserted where something is removed comes first.</summary>
    public static IReadOnlyList<TextEdit> InOrder(this IEnumerable<TextEdit> edits) =>
        [.. edits.OrderBy(edit => edit.Span.Start).ThenBy(edit => edit.Span.End)];

    /// <summary>Two of them would change the same text.</summary>
    public static bool Overlap(this IEnumerable<TextEdit> edits) =>
        edits.InOrder() is var inOrder && inOrder.Zip(inOrder.Skip(1)).Any(pair => pair.First.Span.End > pair.Second.Span.Start);

    public static string Edited(this string text, IEnumerable<TextEdit> edits)
    {
        var edited = new StringBuilder(text.Length);
        var at = 0;
        foreach (var (span, replacement) in edits.InOrder())
        {
            edited.Append(text, at, span.Start - at).Append(replacement);
            at = span.End;
        }

        return edited.Append(text, at, text.Length - at).ToString();
    }
}
