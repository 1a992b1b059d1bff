using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Matrix.Yaml.Editing;

/// <summary>A text as it is written into a YAML file: whatever it holds, it is read as that text again.</summary>
internal static partial class WrittenScalar
{
    public static string Of(string text) => Plain.IsMatch(text) && !Null.IsMatch(text) ? text : InQuotes(text);

    public static string Of(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string InQuotes(string text)
    {
        var written = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
            written.Append(Escaped(rune));
        return written.Append('"').ToString();
    }

    private static string Escaped(Rune rune) => rune.Value switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        >= ' ' and <= '~' => rune.ToString(),
        _ when IsSeen(rune) => rune.ToString(),
        <= 0xFFFF => $"\\u{rune.Value:X4}",
        _ => $"\\U{rune.Value:X8}",
    };

    // What cannot be seen could be taken for something else, by people or by the reader: breaks of lines, marks of direction.
    private static bool IsSeen(Rune rune) => Rune.GetUnicodeCategory(rune) is
        not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.SpaceSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_.]*(?:[#/-][A-Za-z0-9_.]+)*\z")]
    private static partial Regex Plain { get; }

    // What YAML of any version takes for something other than text.
    [GeneratedRegex("^(?:null|true|false|yes|no|on|off|y|n)$", RegexOptions.IgnoreCase)]
    private static partial Regex Null { get; }
}
