using System.Text.RegularExpressions;
using Matrix.Report.Causes;
using Matrix.Report.History;

namespace Matrix.Report.Issues.Text;

/// <summary>Takes secrets out of what others get to read.</summary>
/// <param name="known">Texts that are secret whatever they look like.</param>
internal sealed partial class Redaction(params IReadOnlyCollection<string> known)
{
    private const string Redacted = "[redacted]";

    public static Redaction OfPatterns { get; } = new();

    /// <summary>What is known to be secret, and what looks like it.</summary>
    /// <param name="instead">Stands there afterwards.</param>
    public string Of(string text, string instead = Redacted) =>
        Credentials.Replace(Tokens.Replace(OfKnown(text, instead), instead), match => $"{match.Groups["before"].Value}{instead}{match.Groups["after"].Value}");

    /// <summary>What is known to be secret: for whole texts, in which other things look like secrets.</summary>
    public string OfKnown(string text, string instead = Redacted) =>
        known.Where(secret => secret.Length > 0).Aggregate(text, (left, secret) => left.Replace(secret, instead, StringComparison.Ordinal));

    /// <summary>The name of a cause; without the words that it is usually made of where there is a secret among them.</summary>
    public string IdOf(CauseKey cause) => CauseId.Of(Of(cause.Label) == cause.Label ? cause : cause with { Subclass = null });

    // Forms that their owners publish for this purpose: https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
    [GeneratedRegex(
        @"\b(?:gh[pour]_[A-Za-z0-9]{16,}|ghs_[A-Za-z0-9._-]{16,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}|xox[abprs]-[A-Za-z0-9-]{10,}|(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[A-Za-z0-9_-]{30,}|sk-[A-Za-z0-9_-]{20,}|cio[A-Za-z0-9]{32}|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*)|-----BEGIN [A-Z ]*PRIVATE KEY-----.*",
        RegexOptions.NonBacktracking)]
    private static partial Regex Tokens { get; }

    [GeneratedRegex(
        @"(?<before>\b[A-Za-z][A-Za-z0-9+.-]*://)[^/\s:@]+:[^/\s@]+(?<after>@)|(?<before>\b(?:[Aa]uthorization: *(?:[Bb]earer|[Bb]asic|token) +))[^\s""']+(?<after>)|(?<before>\b(?:[A-Z0-9_]*(?:TOKEN|SECRET|PASSWORD|PASSWD|API_?KEY|ACCESS_KEY)[A-Z0-9_]*) *[=:] *[""']?)[^\s""']{6,}(?<after>)")]
    private static partial Regex Credentials { get; }
}
