using Matrix.Report.Issues.Bodies;
using Matrix.Report.Sweeps;
using Matrix.Report.Wording;

namespace Matrix.Report.Issues.Planning;

/// <summary>News as comments.</summary>
internal sealed class NewsWords(Sweep sweep)
{
    public IEnumerable<PlannedComment> Comments(News news) => [new PlannedComment(news.Key, Text(news))];

    private string Text(News news) => news switch
    {
        News.OnMorePlatforms more => $"The sweep of {Day} shows it on {string.Join(" and ", more.Platforms.Select(Platforms.Words))} too.",
        News.InMoreCrates more => $"The sweep of {Day} shows it in {Words.Count(more.Now, "crate")}; the last time this was worth a word it was {more.Before:#,0}.",
        News.IsBack => $"It is back: the sweep of {Day} shows it again, with {string.Join(", ", sweep.Runs.Select(run => run.Manifest.Toolchain.Rustc).Distinct())}.",
        News.IsGone gone =>
            $"It is gone: {Words.Count(gone.Record.Absent.Count, "sweep")} in a row ({string.Join(", ", gone.Record.Absent.Select(start => CauseStatus.Day(start)))}) ran what had failed for it, and nothing did. "
            + $"Last seen in the sweep of {CauseStatus.Day(gone.Record.LastSeen)}: {Crates(gone)}. Should it come back, this issue is opened again.",
        _ => throw new InvalidOperationException("news of a new kind"),
    };

    private string Day => CauseStatus.Day(sweep.Start);

    private static string Crates(News.IsGone gone)
    {
        const int Most = 20;
        string[] crates = [.. gone.Record.Crates.Order(StringComparer.Ordinal)];
        return string.Join(", ", crates.Take(Most).Select(crate => $"`{crate.Replace("`", "", StringComparison.Ordinal)}`")) + (crates.Length > Most ? $" and {crates.Length - Most:#,0} more" : "");
    }
}
