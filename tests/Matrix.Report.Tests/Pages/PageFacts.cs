using System.Net;
using System.Text.RegularExpressions;

namespace Matrix.Report.Tests.Pages;

/// <summary>A number on a page that says what it is.</summary>
/// <param name="Link">Where it leads; null where it is no link itself.</param>
/// <param name="RowLinks">Links in the same row of a table.</param>
internal sealed record PageFact(string Page, string Name, string Text, string? Link, IReadOnlyList<string> RowLinks);

internal static partial class PageFacts
{
    public static IReadOnlyList<PageFact> On(string page, string html) =>
        [.. Element().Matches(html).Select(match => new PageFact(
            page,
            WebUtility.HtmlDecode(match.Groups["name"].Value),
            WebUtility.HtmlDecode(match.Groups["text"].Value),
            match.Groups["element"].Value == "a" ? PageHtml.Attributes(match.Value, "href").Single() : null,
            PageHtml.Attributes(RowAround(html, match.Index), "href")))];

    private static string RowAround(string html, int index)
    {
        var (start, end) = (html.LastIndexOf("<tr", index, StringComparison.Ordinal), html.IndexOf("</tr>", index, StringComparison.Ordinal));
        return start < 0 || end < 0 || html.IndexOf("</tr>", start, StringComparison.Ordinal) != end ? "" : html[start..end];
    }

    [GeneratedRegex("<(?<element>[a-z]+)[^>]*\\sdata-fact=\"(?<name>[^\"]*)\"[^>]*>(?<text>[^<]*)<")]
    private static partial Regex Element();
}
