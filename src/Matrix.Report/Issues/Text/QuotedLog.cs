using System.Text.RegularExpressions;
using Matrix.Report.Escaping;
using Matrix.Report.Formatting;
using Matrix.Report.Logs;
using Matrix.Terminal;

namespace Matrix.Report.Issues.Text;

/// <summary>Log lines for a place where GitHub reads them: nobody is notified, nothing is linked, and no secret gets there.</summary>
internal static partial class QuotedLog
{
    private const int LongestLine = 500;

    // A secret at the cut is a part of one, which is told by no form: so more than is shown is looked through, but not megabytes.
    private const int LongestRead = 4 * LongestLine;

    /// <summary>A fenced block, whose fence is longer than any in the text.</summary>
    public static Markdown Block(IEnumerable<string> lines, Redaction redaction) => Fenced("text", lines, redaction);

    /// <summary>As <see cref="Block"/>, of what is to be typed into a shell.</summary>
    public static Markdown Commands(string lines, Redaction redaction) => Fenced("sh", lines.Split('\n'), redaction);

    private static Markdown Fenced(string language, IEnumerable<string> lines, Redaction redaction)
    {
        var text = string.Join('\n', lines.Select(line => Plain(line, redaction)));
        var fence = new string('`', Math.Max(3, Fences.Matches(text).Select(match => match.Length + 1).DefaultIfEmpty(0).Max()));
        return new Markdown($"{fence}{language}\n{text}\n{fence}");
    }

    /// <summary>One line, readable, short and without secrets; it still has to be escaped for where it stands.</summary>
    public static string Plain(string line, Redaction redaction)
    {
        var text = redaction.Of(VisibleText.Of(CutText.Begin(line, LongestRead)).ReplaceLineEndings(" "));
        return text.Length <= LongestLine && line.Length <= LongestRead ? text : $"{CutText.Begin(text, LongestLine)}…";
    }

    [GeneratedRegex("`{3,}")]
    private static partial Regex Fences { get; }
}

/// <summary>Of a log, what the one process says that failed: a test, or a call of rustc.</summary>
internal static class FailedPart
{
    private const string OurLine = "==> ";                 // where a process begins, and how it ends
    private const string CallOfRustc = "     Running `";   // of cargo -vv

    /// <param name="near">Lines around the one that decides.</param>
    /// <param name="line">The number of that one.</param>
    public static IEnumerable<string> Of(IReadOnlyList<LogText> near, int line)
    {
        var before = near.Where(text => text.Number < line).Reverse().TakeWhile(text => !Begins(text.Text)).Reverse();
        var after = near.Where(text => text.Number >= line).ToList();
        var end = after.FindIndex(text => text.Text.StartsWith(OurLine, StringComparison.Ordinal) || text.Text.StartsWith("error: could not compile", StringComparison.Ordinal));
        return before.Concat(end < 0 ? after : after.Take(end + 1)).Select(text => text.Text).SkipWhile(string.IsNullOrWhiteSpace);
    }

    private static bool Begins(string text) => text.StartsWith(OurLine, StringComparison.Ordinal) || text.StartsWith(CallOfRustc, StringComparison.Ordinal);
}
