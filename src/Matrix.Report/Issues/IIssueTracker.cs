using Matrix.Results;

namespace Matrix.Report.Issues;

/// <summary>
/// The issues of one repository: no other is ever written to. What is expected to go wrong is a <see cref="Matrix.Results.MatrixException"/>;
/// a write of which nobody knows whether it was done, an <see cref="AnswerLostException"/>.
/// </summary>
internal interface IIssueTracker
{
    RepositoryName Repository { get; }

    /// <summary>Whether it is there, and what this token may do. Only reads.</summary>
    Task<RepositoryFacts> DescribeAsync(CancellationToken cancellation);

    /// <summary>All issues in all states, the lowest number first, in one pass. No pull requests.</summary>
    Task<IReadOnlyList<TrackedIssue>> IssuesAsync(CancellationToken cancellation);

    /// <summary>Those with a higher number, as they are at this moment; the highest first.</summary>
    Task<IReadOnlyList<TrackedIssue>> IssuesAfterAsync(int number, CancellationToken cancellation);

    /// <summary>As it is at this moment: for a look just before its body is replaced. Null: it was deleted, or moved to another repository.</summary>
    Task<TrackedIssue?> IssueAsync(int number, CancellationToken cancellation);

    /// <summary>The oldest first.</summary>
    Task<IReadOnlyList<TrackedComment>> CommentsAsync(int number, CancellationToken cancellation);

    Task<IReadOnlyList<TrackedLabel>> LabelsAsync(CancellationToken cancellation);

    /// <summary>Never repeated: see <see cref="AnswerLostException"/>.</summary>
    Task<TrackedIssue> OpenAsync(NewIssue issue, CancellationToken cancellation);

    Task<TrackedIssue> UpdateAsync(int number, IssueChange change, CancellationToken cancellation);

    /// <summary>Never repeated: see <see cref="AnswerLostException"/>.</summary>
    Task<TrackedComment> CommentAsync(int number, string body, CancellationToken cancellation);

    /// <summary>The labels that are there stay.</summary>
    Task AddLabelsAsync(int number, IReadOnlyList<string> labels, CancellationToken cancellation);

    /// <summary>Removing a missing label is not an error.</summary>
    Task RemoveLabelAsync(int number, string label, CancellationToken cancellation);

    Task CreateLabelAsync(TrackedLabel label, CancellationToken cancellation);

    /// <summary>Its colour and description. Its name stays.</summary>
    Task UpdateLabelAsync(TrackedLabel label, CancellationToken cancellation);
}

/// <summary>
/// A write was sent, and nobody knows whether it was done. It is not sent again, since an issue or a comment would be there twice: whoever
/// asked for it can look.
/// </summary>
internal sealed class AnswerLostException(string what, string why)
    : MatrixException(ExitCode.PublishFailed, $"{what}: {why}, so it may have been done or not", "give the same command again: it looks what is there, and does only the rest");
