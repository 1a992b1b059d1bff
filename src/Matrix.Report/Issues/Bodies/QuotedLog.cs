using System.Text.RegularExpressions;
using Matrix.Report.Rendering;

namespace Matrix.Report.Issues.Bodies;

/// <summary>Log lines for a place where GitHub reads them: nobody is notified, nothing is linked, and no secret gets there.</summary>
internal static partial class QuotedLog
{
    private const string Redacted = "[redacted]";
    private const int LongestLine = 500;

    /// <summary>A fenced block, whose fence is longer than any in the text.</summary>
    /// <param name="secrets">Texts that are secret whatever they look like.</param>
    public static string Block(IEnumerable<string> lines, params IReadOnlyCollection<string> secrets) => Fenced("text", lines, secrets);

    /// <summary>As <see cref="Block"/>, of what is to be typed into a shell.</summary>
    public static string Commands(string lines, params IReadOnlyCollection<string> secrets) => Fenced("sh", lines.Split('\n'), secrets);

    private static string Fenced(string language, IEnumerable<string> lines, IReadOnlyCollection<string> secrets)
    {
        var text = string.Join('\n', lines.Select(line => Plain(line, secrets)));
        var fence = new string('`', Math.Max(3, Fences.Matches(text).Select(match => match.Length + 1).DefaultIfEmpty(0).Max()));
        return $"{fence}{language}\n{text}\n{fence}";
    }

    /// <summary>One line, readable, short and without secrets; it still has to be escaped for where it stands.</summary>
    public static string Plain(string line, params IReadOnlyCollection<string> secrets)
    {
        var text = VisibleText.Of(line).ReplaceLineEndings(" ");
        foreach (var secret in secrets.Where(secret => secret.Length > 0))
            text = text.Replace(secret, Redacted, StringComparison.Ordinal);
        text = Credentials.Replace(Tokens.Replace(text, Redacted), match => $"{match.Groups["before"].Value}{Redacted}{match.Groups["after"].Value}");
        return text.Length <= LongestLine ? text : $"{text[..(char.IsHighSurrogate(text[LongestLine - 1]) ? LongestLine - 1 : LongestLine)]}…";
    }

    [GeneratedRegex("`{3,}")]
    private static partial Regex Fences { get; }

    // Forms that their owners publish for this purpose: https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
    [GeneratedRegex(
        @"\b(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}|xox[abprs]-[A-Za-z0-9-]{10,}|(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[A-Za-z0-9_-]{30,}|sk-[A-Za-z0-9_-]{20,}|cio[A-Za-z0-9]{32}|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*)|-----BEGIN [A-Z ]*PRIVATE KEY-----.*",
        RegexOptions.NonBacktracking)]
    private static partial Regex Tokens { get; }

    [GeneratedRegex(
        @"(?<before>\b[A-Za-z][A-Za-z0-9+.-]*://)[^/\s:@]+:[^/\s@]+(?<after>@)|(?<before>\b(?:[Aa]uthorization: *(?:[Bb]earer|[Bb]asic|token) +))[^\s""']+(?<after>)|(?<before>\b(?:[A-Z0-9_]*(?:TOKEN|SECRET|PASSWORD|PASSWD|API_?KEY|ACCESS_KEY)[A-Z0-9_]*) *[=:] *[""']?)[^\s""']{6,}(?<after>)")]
    private static partial Regex Credentials { get; }
}
