using System.Collections.Immutable;
using Matrix.Report.Issues.Text;
using Matrix.Report.Wording;

namespace Matrix.Report.Issues.Plan;

/// <summary>What becomes of the issue of a cause.</summary>
internal abstract record Fate
{
    // Few crates double every other week.
    private const int FewCrates = 4;

    private Fate()
    {
    }

    /// <param name="Why">Null: there is nothing to say of it.</param>
    public sealed record Stays(string? Why) : Fate;

    /// <param name="Standing">Of its cause, as its label says.</param>
    /// <param name="News">Worth a notification.</param>
    /// <param name="Told">After the news have been told.</param>
    public sealed record Changes(CauseStanding Standing, StateChange? State, ImmutableArray<News> News, ToldFacts Told, string Why) : Fate;

    /// <param name="explained">What its failures turn out to be; null: nothing that explains them.</param>
    public static Fate Of(OwnedCause cause, News.IsExplained? explained, IssuePolicy policy)
    {
        if (cause.Issue.Obstacle is { } obstacle)
            return new Stays(cause.Issue.There.IsOpen || cause.IsPresent ? obstacle : null);
        if (cause.IsPresent)
            return cause.Issue.There.IsOpen ? Failing(cause) : Back(cause);
        if (!cause.Issue.There.IsOpen)
            return new Stays(null);
        if (explained is not null && !cause.Told.Closed)
            return new Changes(CauseStanding.Gone, StateChange.CloseCompleted, [explained], cause.Told with { Closed = true }, "its cause is found");
        if (cause.TwinOf is { } twin)
            return new Stays($"it is the same as #{twin}, which takes all that it would: close it as a duplicate");
        if (cause.Record.LastSeen is null)
            return new Stays("no sweep that is known has shown what its rule takes: it needs --history, or its rule takes nothing");
        if (cause.Told.Closed)
            return new Stays("it was closed as gone, and somebody opened it again");

        return cause.Record.Absent.Count == 0 ? new Stays(null) : Missing(cause, policy);
    }

    private static Changes Failing(OwnedCause cause)
    {
        var (told, crates) = (cause.Told, cause.Record.Crates.Count());
        var platforms = cause.Record.Platforms.ToImmutableSortedSet(StringComparer.Ordinal);
        var added = platforms.Except(told.Platforms);
        var doubled = crates >= FewCrates && told.Crates > 0 && crates >= 2 * told.Crates;
        var news = ImmutableArray.CreateBuilder<News>();
        if (!added.IsEmpty && !told.Platforms.IsEmpty)
            news.Add(new News.OnMorePlatforms(added));
        if (doubled)
            news.Add(new News.InMoreCrates(told.Crates, crates));

        var after = told with { Platforms = told.Platforms.Union(platforms), Crates = doubled || told.Crates == 0 ? crates : told.Crates, Closed = false };
        return new Changes(CauseStanding.Failing, null, news.ToImmutable(), after, news.Count > 0 ? "it has grown" : "its figures have changed");
    }

    // Who closes an issue by hand says that it is fixed: true from the next toolchain on.
    private static Fate Back(OwnedCause cause)
    {
        var closed = cause.Issue.There.ClosedAt is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : DateOnly.MinValue;
        if (!cause.Told.Closed && !cause.ToolchainDates.Any(date => date > closed))
            return new Stays($"somebody closed it on {closed:yyyy-MM-dd}, and no toolchain of this sweep is newer");

        var told = ToldFacts.Of(cause.Record) with { Since = cause.Told.Since, Returns = cause.Told.Returns + 1 };
        return new Changes(CauseStanding.Failing, StateChange.Reopen, [new News.IsBack(cause.Issue.There.ClosedAt)], told, "it is back");
    }

    private static Changes Missing(OwnedCause cause, IssuePolicy policy)
    {
        var absent = cause.Record.Absent.Count;
        return absent < policy.CloseAfterSweeps
            ? new Changes(CauseStanding.NotSeen, null, [], cause.Told, $"it was looked for in vain {Words.Times(absent)}; {Words.Count(policy.CloseAfterSweeps, "time")} close it")
            : new Changes(
                CauseStanding.Gone, StateChange.CloseCompleted, [new News.IsGone(cause.Record)], cause.Told with { Closed = true }, $"it was looked for in vain {Words.Times(absent)}");
    }
}
