using Matrix.Report.Formatting;
using Matrix.Report.Issues.Text;
using Matrix.Report.Sweeps;
using Matrix.Terminal;

namespace Matrix.Report.Issues.Plan;

/// <summary>What people are told, as comments.</summary>
internal sealed class NotificationText(Sweep sweep, Redaction redaction)
{
    private const int LongestPart = MarkedBody.Longest - 2_000;   // room for the key

    /// <summary>Several where one would be longer than GitHub takes.</summary>
    /// <param name="returns">How often the issue was opened again so far.</param>
    public IEnumerable<PlannedComment> Comments(Notification notification, int returns)
    {
        var key = redaction.Of(returns == 0 ? notification.Key : $"{notification.Key}, return {returns}");
        return Parts(redaction.OfKnown(Text(notification))).Select((part, index) => new PlannedComment(index == 0 ? key : $"{key}, part {index + 1}", part));
    }

    /// <summary>Cut between words, where there are any.</summary>
    public static IEnumerable<string> Parts(string text)
    {
        while (text.Length > LongestPart)
        {
            var end = text.LastIndexOfAny([' ', '\n'], LongestPart) is > 0 and var between ? between : CutText.Begin(text, LongestPart).Length;
            yield return text[..end];
            text = text[end..].TrimStart();
        }

        yield return text;
    }

    private string Text(Notification notification) => notification switch
    {
        Notification.OnMorePlatforms more => $"The sweep of {Day} shows it on {string.Join(" and ", more.Platforms.Select(Platforms.Words))} too.",
        Notification.InMoreCrates more => $"The sweep of {Day} brings it to {Words.Count(more.Now, "crate")}; the last time this was worth a word it was {more.Before:#,0}.",
        Notification.IsBack => $"It is back: the sweep of {Day} shows it again, with {string.Join(", ", sweep.Runs.Select(run => run.Manifest.Toolchain.Rustc).Distinct().Select(CauseStatus.Code))}.",
        Notification.IsExplained explained => $"The cause is found: the sweep of {Day} says that what failed here fails for {CauseStatus.Names(explained)}. This issue is closed in its favour.",
        Notification.IsGone gone =>
            $"It is gone: {CauseStatus.RunAgain(gone.Record)}. "
            + $"Last seen in the sweep of {CauseStatus.Day(gone.Record.LastSeen)}: {Crates(gone)}. Should it come back, this issue is opened again.",
        _ => throw new InvalidOperationException("news of a new kind"),
    };

    private string Day => CauseStatus.Day(sweep.Start);

    private static string Crates(Notification.IsGone gone)
    {
        const int Most = 20;
        string[] crates = [.. gone.Record.Crates.Order(StringComparer.Ordinal)];
        return string.Join(", ", crates.Take(Most).Select(crate => $"`{crate.Replace("`", "", StringComparison.Ordinal)}`")) + (crates.Length > Most ? $" and {crates.Length - Most:#,0} more" : "");
    }
}
