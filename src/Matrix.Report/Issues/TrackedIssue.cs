using System.Collections.Immutable;

namespace Matrix.Report.Issues;

/// <summary>An issue as it is on the tracker.</summary>
internal sealed record TrackedIssue
{
    public required int Number { get; init; }

    public required string Title { get; init; }

    /// <summary>Empty for none.</summary>
    public required string Body { get; init; }

    public required bool IsOpen { get; init; }

    /// <summary>Of a closed one, if it was said.</summary>
    public CloseReason? Reason { get; init; }

    public ImmutableArray<string> Labels { get; init; } = [];

    public bool IsLocked { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public required TrackedAuthor Author { get; init; }

    /// <summary>For people.</summary>
    public required string Url { get; init; }
}

internal enum CloseReason
{
    Completed,
    NotPlanned,
    Duplicate,
}

/// <param name="Login"><c>ghost</c> of an account that is gone.</param>
/// <param name="HasASay">In the repository: its owner, a member of the organization, a collaborator, or an app that one of them has let in.</param>
internal sealed record TrackedAuthor(string Login, bool HasASay);

internal sealed record TrackedComment(long Id, TrackedAuthor Author, string Body, DateTimeOffset CreatedAt);

/// <param name="Colour">Six hex digits, lower case, without #.</param>
internal sealed record TrackedLabel(string Name, string Colour, string Description);

internal sealed record NewIssue(string Title, string Body, IReadOnlyList<string> Labels);

/// <summary>What of an issue becomes different. Null: stays.</summary>
internal sealed record IssueChange
{
    public string? Title { get; init; }

    public string? Body { get; init; }

    public StateChange? State { get; init; }
}

internal enum StateChange
{
    Reopen,
    CloseCompleted,
}

internal sealed record RepositoryFacts(bool IsPrivate, bool IsArchived, bool HasIssues, WriteAccess MayWrite);

/// <summary>Whether issues can be written with the token there is, as far as reading tells.</summary>
internal abstract record WriteAccess
{
    private WriteAccess() { }

    public sealed record Yes : WriteAccess;

    /// <param name="Reason">What is missing.</param>
    public sealed record No(string Reason) : WriteAccess;

    /// <summary>A token whose permissions GitHub only tells by refusing a write.</summary>
    public sealed record Unknown : WriteAccess;
}
