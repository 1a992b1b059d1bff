using System.Globalization;
using System.Text;
using Matrix.Report.Escaping;

namespace Matrix.Report.Charts;

/// <summary>Text in a drawing, which nothing wraps or clips: it has to be known beforehand what fits.</summary>
internal static class Label
{
    private const string Ellipsis = "…";
    private const int LongestElement = 16; // a letter may carry any number of accents

    /// <summary>The text, cut with an ellipsis to what fits.</summary>
    /// <param name="size">Of the font.</param>
    public static string Fit(string text, double width, double size)
    {
        var visible = Visible(text);
        if (Width(visible, size) <= width)
            return visible;

        var room = width - Width(Ellipsis, size);
        var end = 0;
        foreach (var element in Elements(visible))
        {
            room -= Width(element, size);
            if (room < 0)
                break;

            end += element.Length;
        }

        return string.Concat(visible.AsSpan(0, end).TrimEnd(), Ellipsis);
    }

    /// <summary>Estimated for a wide font: too much room is better than text upon text.</summary>
    public static double Width(string text, double size) => size * text.EnumerateRunes().Sum(Ems);

    private static string Visible(string text)
    {
        var oneLine = string.Join(' ', VisibleText.Of(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return string.Concat(Elements(oneLine).Select(element => element.Length > LongestElement ? "\uFFFD" : element));
    }

    private static IEnumerable<string> Elements(string text)
    {
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();)
            yield return elements.GetTextElement();
    }

    private static double Ems(Rune rune) => rune.Value switch
    {
        'i' or 'j' or 'l' or '.' or ',' or ':' or ';' or '\'' or '|' or ' ' => 0.33,
        'f' or 't' or 'r' or '-' or '(' or ')' or '[' or ']' or '/' => 0.42,
        'm' or 'w' or 'M' or 'W' or '%' or '@' or '…' or '×' or '÷' or '<' or '>' or '+' or '=' => 0.95,
        >= 'A' and <= 'Z' => 0.72,
        < 0x1100 => 0.63,
        _ => 1.05,
    };
}

/// <summary>What is said of a chart beside its drawings; all sizes of one drawing share it.</summary>
/// <param name="Note">Below the title, for everyone.</param>
/// <param name="Description">For those who do not see the drawing.</param>
internal sealed record ChartText(string Id, string Title, string Note, string Description)
{
    public string TitleId => $"{Id}-title";

    public string DescriptionId => $"{Id}-description";
}

/// <summary>One drawing has a form for wide places and one for narrow ones; the style sheet shows the one that fits.</summary>
/// <param name="Size">Class of the style sheet: <c>wide</c>, <c>narrow</c>.</param>
/// <param name="Role">A picture is one thing to a screen reader: what holds links must be a group.</param>
internal sealed record Sheet(string Size, string ViewBox, string Role, string LabelledBy)
{
    public static Sheet Of(string size, double width, double height, bool hasLinks, ChartText text) =>
        new(size, Coordinate.ViewBox(width, height), hasLinks ? "group" : "img", $"{text.TitleId} {text.DescriptionId}");
}
