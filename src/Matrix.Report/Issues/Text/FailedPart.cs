using Matrix.Report.Logs;

namespace Matrix.Report.Issues.Text;

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
