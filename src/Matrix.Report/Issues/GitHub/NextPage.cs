using System.Text.RegularExpressions;

namespace Matrix.Report.Issues.GitHub;

/// <summary>
/// Where a list goes on: https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api#using-link-headers. Only the
/// query is taken from there, and only where the address is that of the same list, which GitHub writes with the repository's number.
/// </summary>
internal static partial class NextPage
{
    /// <param name="path">Of the first page, with its query.</param>
    /// <returns>The path of the next page; null where there is none.</returns>
    /// <exception cref="FormatException">The link leads elsewhere.</exception>
    public static string? After(string path, string? link, ApiAddress address)
    {
        if (link is null || Next.Match(link) is not { Success: true } match)
            return null;

        var list = path.Split('?')[0];
        var (place, query) = match.Groups["url"].Value.Split('?', 2) is [var before, var behind] ? (before, behind) : ("", "");
        return IsSame(place, list, address) ? $"{list}?{query}" : throw new FormatException("its next page is at another address");
    }

    private static bool IsSame(string place, string list, ApiAddress address)
    {
        if (!place.StartsWith(address.Root + "/", StringComparison.OrdinalIgnoreCase))
            return false;

        var found = place[address.Root.Length..];
        var tail = string.Concat(list.Split('/').Skip(4).Select(part => "/" + part));
        return found.Equals(list, StringComparison.OrdinalIgnoreCase) || (Numbered.Match(found) is { Success: true } numbered && found[numbered.Length..] == tail);
    }

    [GeneratedRegex("""<(?<url>[^<>]+)>\s*;\s*rel="next"(?:\s*,|\s*$)""")]
    private static partial Regex Next { get; }

    [GeneratedRegex("^/repositories/[0-9]+")]
    private static partial Regex Numbered { get; }
}
