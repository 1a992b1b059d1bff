using System.Net;
using System.Text.RegularExpressions;

namespace Matrix.Report.Tests.Pages;

/// <summary>As much of HTML as the tests look at; the pages are written by us, so attributes are always in double quotes.</summary>
internal static partial class PageHtml
{
    public static IReadOnlyList<string> Attributes(string html, string name) =>
        [.. Regex.Matches(WithoutContent(html), $"\\s{name}=\"([^\"]*)\"").Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))];

    /// <summary>Names of elements, in the order of their start tags.</summary>
    public static IReadOnlyList<string> Elements(string html) => [.. StartTag().Matches(WithoutContent(html)).Select(match => match.Groups[1].Value)];

    /// <summary>What the first group of a pattern matches.</summary>
    public static string Value(string text, string pattern) =>
        Regex.Match(text, pattern, RegexOptions.Singleline) is { Success: true } match
            ? WebUtility.HtmlDecode(match.Groups[1].Value)
            : throw new AssertionException($"nothing matches {pattern}");

    private static string WithoutContent(string html) => Raw().Replace(html, "<$1></$1>");

    [GeneratedRegex("<(style|script)>.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex Raw();

    [GeneratedRegex("<([a-zA-Z][a-zA-Z0-9]*)")]
    private static partial Regex StartTag();
}
