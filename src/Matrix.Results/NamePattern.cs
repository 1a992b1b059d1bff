using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Matrix.Results;

/// <summary>A name as people write it in data and in rules of issues: <c>*</c> stands for any text, <c>[*]</c> for a star.</summary>
public static class NamePattern
{
    public const string Star = "[*]";

    private static readonly ConcurrentDictionary<string, Regex> Patterns = new(StringComparer.Ordinal);

    /// <summary>What is written like the text is the text.</summary>
    public static bool Fits(string pattern, string text) => pattern == text || (pattern.Contains('*') && Patterns.GetOrAdd(pattern, Compiled).IsMatch(text));

    private static Regex Compiled(string pattern) => new(
        $@"\A{string.Join(@"\*", pattern.Split(Star).Select(part => string.Join(".*", part.Split('*').Select(Regex.Escape))))}\z",
        RegexOptions.Singleline | RegexOptions.NonBacktracking);
}

public static class NameList
{
    /// <summary>The first ones by name, the others by number.</summary>
    public static string First(IReadOnlyList<string> names, int count)
    {
        var first = string.Join(", ", names.Take(count));
        return names.Count <= count ? first : string.Create(CultureInfo.InvariantCulture, $"{first} and {names.Count - count:#,0} more");
    }
}
