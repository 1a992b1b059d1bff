using System.Text.RegularExpressions;
using Matrix.Results;

namespace Matrix.Runner.Verdicts;

/// <summary>Which dependency a build fails in: it is to blame, not the crate that depends on it.</summary>
internal static partial class FaultyPackage
{
    /// <param name="said">Whose compilation printed the line that decides, where that is known.</param>
    /// <returns><c>name version</c>, or the name alone where the log does not tell the version; null: the crate itself, or nobody knows.</returns>
    public static string? Of(BackendRuns side, Phase failed, string? said = null)
    {
        var errors = side.Leg.Findings.Errors.Where(error => error.Phase == failed).ToList();
        var package = said
            ?? errors.Select(error => error.Package).FirstOrDefault(package => package is not null)
            ?? errors.Select(error => NamedIn(error.Evidence.Text)).FirstOrDefault(package => package is not null);
        return package?.Split(' ')[0] == side.Leg.Result.Crate ? null : package;
    }

    private static string? NamedIn(string line) => ByCargo.Match(line) is not { Success: true } match ? null
        : match.Groups["version"] is { Success: true, Value: var version } ? $"{match.Groups["name"].Value} {version}"
        : match.Groups["name"].Value;

    // error: could not compile `dep` (lib) due to 1 previous error; error: failed to run custom build command for `dep v1.2.3 (/path)`
    [GeneratedRegex("^error: (?:could not compile|failed to run custom build command for) `(?<name>[A-Za-z0-9_-]+)(?: v(?<version>[0-9][^ `]*))?", RegexOptions.NonBacktracking)]
    private static partial Regex ByCargo { get; }
}
