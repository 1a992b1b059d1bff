using System.Net;
using System.Text.RegularExpressions;

namespace Matrix.Report.Tests.Pages;

/// <summary>The table of crates as its script reads it: what a link with filters after the hash leads to.</summary>
internal sealed partial class CratesTable
{
    private readonly IReadOnlyList<string> platforms;
    private readonly IReadOnlyList<(string Class, string Goal, string Id)> causes;
    private readonly Dictionary<string, string> standings;

    public CratesTable(string html)
    {
        platforms = PageHtml.Attributes(html, "data-platform");
        causes = [.. CauseItem().Matches(html).Select(match => (Text(match, "class"), Text(match, "goal"), Text(match, "id")))];
        standings = StandingOption().Matches(html).ToDictionary(match => Text(match, "verdict"), match => Text(match, "standing"));
        Rows = [.. RowStart().Matches(html).Select(Row)];
    }

    public IReadOnlyList<CratesRow> Rows { get; }

    /// <param name="link"><c>crates.html#goal=simd</c>.</param>
    public IReadOnlyList<string> Shown(string link)
    {
        var asked = link.Contains('#')
            ? link.Split('#')[1].Split('&').Select(part => part.Split('=')).ToDictionary(part => part[0], part => WebUtility.UrlDecode(part[1]))
            : [];
        return [.. Rows.Where(row => Matches(row, asked)).Select(row => row.Name)];
    }

    private bool Matches(CratesRow row, Dictionary<string, string> asked)
    {
        var only = asked.GetValueOrDefault("platform");
        var verdicts = platforms.Index().Where(platform => only is null || platform.Item == only).Select(platform => row.Verdicts[platform.Index]).Where(verdict => verdict.Length > 0).ToList();
        return verdicts.Count > 0
            && (!asked.TryGetValue("standing", out var standing) || Together([.. verdicts.Select(verdict => standings[verdict])]) == standing)
            && (!asked.TryGetValue("verdict", out var kind) || verdicts.Contains(kind))
            && (!asked.Keys.Any(key => key is "goal" or "class" or "cause") || row.Causes.Any(cause => Matches(cause, only, asked)));
    }

    private bool Matches((int Platform, int Cause, bool Alone) of, string? only, Dictionary<string, string> asked)
    {
        var (name, goal, id) = causes[of.Cause];
        return (only is null || platforms[of.Platform] == only)
            && asked.GetValueOrDefault("class", name) == name
            && asked.GetValueOrDefault("goal", goal) == goal
            && asked.GetValueOrDefault("cause", id) == id
            && (asked.GetValueOrDefault("alone") is null || of.Alone);
    }

    private static string Together(IReadOnlyList<string> standings) => standings.Contains("fails") ? "fails" : standings.Contains("works") ? "works" : "unsaid";

    private static CratesRow Row(Match match) => new(
        Text(match, "name"),
        [.. VerdictCell().Matches(match.Groups["rest"].Value).Select(cell => cell.Groups[1].Value)],
        [.. match.Groups["causes"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Cause)],
        match.Groups["rest"].Value);

    private static (int Platform, int Cause, bool Alone) Cause(string text)
    {
        var parts = text.TrimEnd('!').Split(':');
        return (int.Parse(parts[0]), int.Parse(parts[1]), text.EndsWith('!'));
    }

    private static string Text(Match match, string group) => WebUtility.HtmlDecode(match.Groups[group].Value);

    [GeneratedRegex("<tr(?: data-causes=\"(?<causes>[^\"]*)\")?><th scope=\"row\"><a href=\"[^\"]*\">(?<name>[^<]*)</a></th>(?<rest>.*?)</tr>", RegexOptions.Singleline)]
    private static partial Regex RowStart();

    [GeneratedRegex("\\G<td>(?:<b class=\"[a-z-]*\">([a-z-]*)</b>(?:<small>[^<]*</small>)?)?</td>")]
    private static partial Regex VerdictCell();

    [GeneratedRegex("<li data-class=\"(?<class>[^\"]*)\" data-goal=\"(?<goal>[^\"]*)\">(?<id>[^<]*)</li>")]
    private static partial Regex CauseItem();

    [GeneratedRegex("<option value=\"(?<verdict>[^\"]*)\" data-standing=\"(?<standing>[^\"]*)\"")]
    private static partial Regex StandingOption();
}

/// <param name="Verdicts">One a platform, empty for none; more cells that are empty may follow.</param>
/// <param name="Cells">HTML of the cells after the name.</param>
internal sealed record CratesRow(string Name, IReadOnlyList<string> Verdicts, IReadOnlyList<(int Platform, int Cause, bool Alone)> Causes, string Cells);
