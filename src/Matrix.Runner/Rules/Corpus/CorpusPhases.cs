using System.Globalization;
using System.Text.RegularExpressions;
using Matrix.Results;

namespace Matrix.Runner.Rules.Corpus;

/// <summary>The one place where the corpus's words for where, when and how become ours.</summary>
internal static partial class CorpusPhases
{
    public static LogContext ContextOf(CorpusEntry entry)
    {
        var (kind, end) = entry.Phase.Split(':', 2) is [var before, var after] ? (before, after) : (entry.Phase, null);
        var phase = kind switch
        {
            "fetch" => Phase.Fetch,
            _ when kind.StartsWith("test", StringComparison.Ordinal) || kind.StartsWith("run", StringComparison.Ordinal) => Phase.Test,
            _ => Phase.Build,   // rustc-…, link, config; build scripts and procedural macros run within a build
        };
        var exit = kind switch
        {
            "test-assert" or "run-assert" => "101",
            "rustc-warning" => "0",
            _ => end,
        };
        return new LogContext(phase, exit, OsOf(entry.Target), ArchOf(entry.Target), DateOf(entry.Toolchain));
    }

    private static string? OsOf(string? target) => target switch
    {
        null => null,
        _ when target.Contains("windows", StringComparison.Ordinal) => "windows",
        _ => KnownPlatforms.SystemOf(target),
    };

    private static string? ArchOf(string? target) => target switch
    {
        null => null,
        _ when target.Contains("x86_64", StringComparison.Ordinal) || target.Contains("x64", StringComparison.Ordinal) => "x86_64",
        _ when target.Contains("aarch64", StringComparison.Ordinal) => "aarch64",
        _ => null,
    };

    // "1.85.0-nightly (37e74596c 2024-12-18)", "2021-06": a month alone is its first day.
    private static DateOnly? DateOf(string? toolchain) =>
        toolchain is not null && Date.Match(toolchain) is { Success: true } date
        && DateOnly.TryParseExact(
            $"{date.Groups["month"].Value}-{(date.Groups["day"] is { Success: true, Value: var day } ? day : "01")}",
            "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)
            ? parsed
            : null;

    [GeneratedRegex(@"\b(?<month>20\d\d-\d\d)(-(?<day>\d\d))?\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Date { get; }
}
