using System.Text.RegularExpressions;

namespace Matrix.EndToEnd.Tests.Workflows;

/// <summary>
/// Pipes whose reader may end before its writer: the writer then dies of SIGPIPE, and under <c>pipefail</c> the line fails though it did what it
/// should. Whether a script says <c>pipefail</c> changes with a line of another place, so it is no excuse.
/// </summary>
internal static partial class EarlyClosedPipes
{
    /// <returns>The lines with one, as <c>number: text</c>.</returns>
    public static IEnumerable<string> In(string script) => Joined(script)
        .Select((line, index) => (Text: line.Trim(), Number: index + 1))
        .Where(line => !line.Text.StartsWith('#') && Reader.IsMatch(line.Text))
        .Select(line => $"{line.Number}: {line.Text}");

    // A pipe may go on in the next line, on either side of it.
    private static string[] Joined(string script) => Continued.Replace(script, " $1").Split('\n');

    // head takes a part; so does grep with -q, -m or -l, sed with q, awk with exit; read takes a line.
    [GeneratedRegex(@"(?<!\|)\|(?!\|)&?\s*(?:[A-Z_]+=\S*\s+)*(?:head\b|read\b|[efz]?grep\b[^|;]*?\s(?:-[a-zA-Z]*[qml]|--quiet|--silent|--max-count|--files-with-matches)|sed\b[^|]*?[0-9$/{};' ]q(?=[;}'""\s]|$)|awk\b[^|]*\bexit\b)")]
    private static partial Regex Reader { get; }

    [GeneratedRegex(@"(?:\\\n|(?<=\|)\n)\s*(\|?)")]
    private static partial Regex Continued { get; }
}
