using System.Collections.Immutable;
using Matrix.Report.Formatting;
using Matrix.Report.Issues.Text;

namespace Matrix.Report.Issues.Plan;

/// <summary>What becomes of the issue of a cause.</summary>
internal abstract record IssueDecision
{
    // Few crates double every other week.
    private const int FewCrates = 4;

    private IssueDecision()
    {
    }

    /// <param name="Why">Null: there is nothing to say of it.</param>
    public sealed record Stays(string? Why) : IssueDecision;

    /// <param name="Standing">Of its cause, as its label says.</param>
    /// <param name="Notifications">Worth a notification.</param>
    /// <param name="Notified">Once the notifications are written.</param>
    public sealed record Changes(CauseStanding Standing, StateChange? State, ImmutableArray<Notification> Notifications, Notified Notified, string Why) : IssueDecision;

    /// <param name="explained">What its failures turn out to be; null: nothing that explains them.</param>
    public static IssueDecision Of(OwnedCause cause, Notification.IsExplained? explained, IssuePolicy policy)
    {
        if (cause.Issue.Obstacle is { } obstacle)
            return new Stays(cause.Issue.Issue.IsOpen || cause.IsPresent ? obstacle : null);
        if (cause.IsPresent)
            return cause.Issue.Issue.IsOpen ? Failing(cause) : Back(cause);
        if (!cause.Issue.Issue.IsOpen)
            return new Stays(null);
        if (explained is not null && !cause.Notified.Closed)
            return new Changes(CauseStanding.Gone, StateChange.CloseCompleted, [explained], cause.Notified with { Closed = true }, "its cause is found");
        if (cause.TwinOf is { } twin)
            return new Stays($"it is the same as #{twin}, which takes all that it would: close it as a duplicate");
        if (cause.History.LastSeen is null)
            return new Stays("no sweep that is known has shown what its rule takes: it needs --history, or its rule takes nothing");
        if (cause.Notified.Closed)
            return new Stays("it was closed as gone, and somebody opened it again");

        return cause.History.Absent.Count == 0 ? new Stays(null) : Missing(cause, policy);
    }

    private static Changes Failing(OwnedCause cause)
    {
        var (told, crates) = (cause.Notified, cause.History.Crates.Count());
        var platforms = cause.History.Platforms.ToImmutableSortedSet(StringComparer.Ordinal);
        var added = platforms.Except(told.Platforms);
        var doubled = crates >= FewCrates && told.Crates > 0 && crates >= 2 * told.Crates;
        var notifications = ImmutableArray.CreateBuilder<Notification>();
        if (!added.IsEmpty && !told.Platforms.IsEmpty)
            notifications.Add(new Notification.OnMorePlatforms(added));
        if (doubled)
            notifications.Add(new Notification.InMoreCrates(told.Crates, crates));

        var after = told with { Platforms = told.Platforms.Union(platforms), Crates = doubled || told.Crates == 0 ? crates : told.Crates, Closed = false };
        return new Changes(CauseStanding.Failing, null, notifications.ToImmutable(), after, notifications.Count > 0 ? "it has grown" : "its figures have changed");
    }

    // Who closes an issue by hand says that it is fixed: true from the next toolchain on.
    private static IssueDecision Back(OwnedCause cause)
    {
        var closed = cause.Issue.Issue.ClosedAt is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : DateOnly.MinValue;
        if (!cause.Notified.Closed && !cause.ToolchainDates.Any(date => date > closed))
            return new Stays($"somebody closed it on {closed:yyyy-MM-dd}, and no toolchain of this sweep is newer");

        var told = Notified.Of(cause.History) with { Since = cause.Notified.Since, Returns = cause.Notified.Returns + 1 };
        return new Changes(CauseStanding.Failing, StateChange.Reopen, [new Notification.IsBack(cause.Issue.Issue.ClosedAt)], told, "it is back");
    }

    private static Changes Missing(OwnedCause cause, IssuePolicy policy)
    {
        var absent = cause.History.Absent.Count;
        return absent < policy.CloseAfterSweeps
            ? new Changes(CauseStanding.NotSeen, null, [], cause.Notified, $"it was looked for in vain {Words.Times(absent)}; {Words.Count(policy.CloseAfterSweeps, "time")} close it")
            : new Changes(
                CauseStanding.Gone, StateChange.CloseCompleted, [new Notification.IsGone(cause.History)], cause.Notified with { Closed = true }, $"it was looked for in vain {Words.Times(absent)}");
    }
}
