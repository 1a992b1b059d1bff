using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Matrix.Report.Escaping;

/// <summary>Foreign text without what acts on a terminal or a page instead of being read.</summary>
internal static partial class VisibleText
{
    private static readonly SearchValues<char> Acting = SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1).Select(code => (char)code).Where(Acts)]);

    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAny(Acting))
            return text;

        var visible = new StringBuilder(text.Length);
        foreach (var character in AnsiSequence().Replace(text, ""))
            _ = Acting.Contains(character) ? visible.Append($"<U+{(int)character:X4}>") : visible.Append(character);

        return visible.ToString();
    }

    private static bool Acts(char character) => character switch
    {
        '\t' or '\n' => false,
        < ' ' or (>= '\u007F' and <= '\u009F') => true,

        // Marks that turn the direction of text around: what is read would not be what is there.
        '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => true,
        '\u2028' or '\u2029' or '\uFEFF' => true,
        _ => false,
    };

    [GeneratedRegex(@"\x1B(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1B]*(?:\x07|\x1B\\)?|[@-Z\\^_])")]
    private static partial Regex AnsiSequence();
}
