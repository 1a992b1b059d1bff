using System.Collections.Immutable;
using Matrix.Report.Issues.Marking;
using Matrix.Report.Issues.Policy;
using Matrix.Report.Issues.Sighted;
using Matrix.Report.Issues.Tracking;

namespace Matrix.Report.Issues.Planning;

/// <summary>What becomes of an issue that is there.</summary>
/// <param name="Standing">Of its cause, as its label says.</param>
/// <param name="News">Worth a notification.</param>
/// <param name="Told">After the news have been told.</param>
internal sealed record Fate(CauseStanding Standing, StateChange? State, ImmutableArray<News> News, ToldFacts Told, string Why)
{
    // Few crates double every other week.
    private const int FewCrates = 4;

    /// <param name="now">The dates of the toolchains that show it, where they say; what has become of its failures, null: nothing that explains them.</param>
    /// <returns>Null: it stays as it is, for the reason in <paramref name="because"/>.</returns>
    public static Fate? Of(
        OurIssue issue, CauseRecord record, IssuePolicy policy, (IReadOnlyCollection<DateOnly> Made, News.IsExplained? As) now, out string because)
    {
        because = "";
        var told = issue.Mark!.Told;
        if (record.Present.Count > 0)
            return issue.There.IsOpen ? Failing(told, record) : Back(issue, record, now.Made, out because);
        if (!issue.There.IsOpen)
            return null;
        if (now.As is { } explained && !told.Closed)
            return new Fate(CauseStanding.Gone, StateChange.CloseCompleted, [explained], told with { Closed = true }, "its cause is found");

        if (record.LastSeen is null)
            because = "no sweep that is known has shown what its rule takes: it needs --history, or its rule takes nothing";
        else if (told.Closed)
            because = "it was closed as gone, and somebody opened it again";
        return because.Length > 0 || record.Absent.Count == 0 ? null : Missing(told, record, policy);
    }

    private static Fate Failing(ToldFacts told, CauseRecord record)
    {
        var platforms = record.Platforms.ToImmutableSortedSet(StringComparer.Ordinal);
        var crates = record.Crates.Count();
        var added = platforms.Except(told.Platforms);
        var doubled = crates >= FewCrates && told.Crates > 0 && crates >= 2 * told.Crates;
        var news = ImmutableArray.CreateBuilder<News>();
        if (!added.IsEmpty && !told.Platforms.IsEmpty)
            news.Add(new News.OnMorePlatforms(added));
        if (doubled)
            news.Add(new News.InMoreCrates(told.Crates, crates));

        var after = new ToldFacts(told.Platforms.Union(platforms), doubled || told.Crates == 0 ? crates : told.Crates, Closed: false);
        return new Fate(CauseStanding.Failing, null, news.ToImmutable(), after, news.Count > 0 ? "it has grown" : "its figures have changed");
    }

    // Who closes an issue by hand says that it is fixed: true from the next toolchain on.
    private static Fate? Back(OurIssue issue, CauseRecord record, IReadOnlyCollection<DateOnly> made, out string because)
    {
        because = "";
        var closed = issue.There.ClosedAt is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : DateOnly.MinValue;
        if (!issue.Mark!.Told.Closed && !made.Any(date => date > closed))
        {
            because = $"somebody closed it on {closed:yyyy-MM-dd}, and no toolchain of this sweep is newer";
            return null;
        }

        var told = new ToldFacts(record.Platforms.ToImmutableSortedSet(StringComparer.Ordinal), record.Crates.Count(), Closed: false);
        return new Fate(CauseStanding.Failing, StateChange.Reopen, [new News.IsBack(issue.There.ClosedAt)], told, "it is back");
    }

    private static Fate Missing(ToldFacts told, CauseRecord record, IssuePolicy policy)
    {
        var absent = record.Absent.Count;
        return absent < policy.CloseAfterSweeps
            ? new Fate(CauseStanding.NotSeen, null, [], told, $"{absent} of {policy.CloseAfterSweeps} sweeps have looked for it in vain")
            : new Fate(CauseStanding.Gone, StateChange.CloseCompleted, [new News.IsGone(record)], told with { Closed = true }, $"{absent} sweeps have looked for it in vain");
    }
}

/// <summary>What the sweeps say of a cause, as the label <c>status/…</c> has it.</summary>
internal enum CauseStanding
{
    Failing,
    NotSeen,
    Gone,
}

/// <summary>What is worth a notification.</summary>
internal abstract record News
{
    private News()
    {
    }

    public sealed record OnMorePlatforms(IReadOnlyCollection<string> Platforms) : News;

    public sealed record InMoreCrates(int Before, int Now) : News;

    public sealed record IsBack(DateTimeOffset? Closed) : News;

    public sealed record IsGone(CauseRecord Record) : News;

    /// <summary>What failed without a known cause fails for a known one.</summary>
    /// <param name="Causes">Each with its issue, where it has one.</param>
    public sealed record IsExplained(IReadOnlyList<(string Label, int? Issue)> Causes) : News;

    /// <summary>The same for the same news, however often they are told.</summary>
    public string Key => this switch
    {
        OnMorePlatforms more => $"platforms {string.Join(' ', more.Platforms)}",
        InMoreCrates more => $"crates over {more.Before}",
        IsBack back => $"back after {Second(back.Closed)}",
        IsExplained explained => $"explained by {string.Join(" and ", explained.Causes.Select(cause => cause.Label))}",
        IsGone gone => $"gone after {Second(gone.Record.LastSeen)}",
        _ => throw new InvalidOperationException("news of a new kind"),
    };

    private static string Second(DateTimeOffset? time) => $"{time?.UtcDateTime:yyyy-MM-ddTHH:mm:ss}";
}
