using Matrix.Report.Formatting;
using Matrix.Report.Sweeps;

namespace Matrix.Report.Issues.Text;

/// <summary>The first line of an issue's text: all that a sweep which did not show the cause changes.</summary>
internal static class CauseStatus
{
    public static string Failing(CauseHistory record) =>
        $"**Fails** in {Crates(record.Present)} on {On(record.Present)}, as of the sweep of {Day(record.LastSeen)}{Besides(record)}.";

    /// <summary>Since when it fails, and what was there before, in Markdown.</summary>
    public static string Since(CauseHistory record, Notified told) => record.First is not { } first || told.Since < record.FirstDay
        ? $"Since the sweep of {told.Since:yyyy-MM-dd}."
        : record.Before is { } before
            ? $"Since the sweep of {Day(first.Start)}, with {Code(first.Toolchain)}. The sweep of {Day(before.Start)} looked where it fails and did not see it, with {(before.Toolchain == first.Toolchain ? "the same" : Code(before.Toolchain))}."
            : $"Since the sweep of {Day(first.Start)} at least, with {Code(first.Toolchain)}: none before it is known that looked for it.";

    public static string NotSeen(CauseHistory record, int closedAfter) =>
        $"**Not seen** any more: {RunAgain(record)}; when that has happened {Words.Times(closedAfter)} in a row, this is closed. {LastSeen(record)}";

    public static string Gone(CauseHistory record) =>
        $"**Gone**: {RunAgain(record)}. {LastSeen(record)}";

    /// <summary>How often it was looked for since it was seen.</summary>
    public static string RunAgain(CauseHistory record) =>
        $"at least half of what had failed for it has been run again {Words.Times(record.Absent.Count)} since, and nothing failed for it ({string.Join(", ", record.Absent.Select(start => Day(start)))})";

    public static string Explained(CauseHistory record, Notification.IsExplained explained) =>
        $"**Explained**: what failed here fails for {Names(explained)}. Last without an explanation in the sweep of {Day(record.LastSeen)}.";

    /// <summary>The causes, in Markdown.</summary>
    public static string Names(Notification.IsExplained explained) => string.Join(
        " and ", explained.Causes.Select(cause => cause.Issue is { } number ? $"`{Plain(cause.Label)}` (#{number})" : $"`{Plain(cause.Label)}`"));

    /// <summary>The text with another first line.</summary>
    public static string Replace(string text, string status) => text.IndexOf('\n') is >= 0 and var end ? status + text[end..] : status;

    public static string Day(DateTimeOffset? start) => $"{start?.UtcDateTime:yyyy-MM-dd}";

    /// <summary>In Markdown.</summary>
    public static string Code(string toolchain) => $"`{Plain(toolchain)}`";

    private static string Plain(string label) => QuotedLog.Plain(label, Redaction.OfPatterns).Replace('`', '\'');

    private static string LastSeen(CauseHistory record) => $"Last seen in the sweep of {Day(record.LastSeen)}, in {Crates(record.Last)} on {On(record.Last)}.";

    // Where this sweep did not get to it.
    private static string Besides(CauseHistory record) => record.Last.Except(record.Present).ToList() is { Count: > 0 } besides
        ? $"; and in {Crates(besides)} on {On(besides)} that it did not run, that gave no answer, or that stopped at something else"
        : "";

    private static string Crates(IEnumerable<PastOccurrence> occurrences) => Words.Count(occurrences.Select(occurrence => occurrence.Crate).Distinct().Count(), "crate");

    private static string On(IEnumerable<PastOccurrence> occurrences) => string.Join(", ", Platforms.InOrder(occurrences.Select(occurrence => occurrence.Platform)).Select(Platforms.Words));
}
