using Matrix.Results;

namespace Matrix.Report.Issues;

/// <summary>A repository that nobody has named yet: it has no issues, and nothing is written to it. For a look at what a plan would be.</summary>
internal sealed class NoIssues : IIssueTracker
{
    public RepositoryName Repository => default;

    public Task<RepositoryFacts> DescribeAsync(CancellationToken cancellation) => throw Unnamed();

    public Task<IReadOnlyList<TrackedIssue>> IssuesAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<TrackedIssue>>([]);

    public Task<IReadOnlyList<TrackedIssue>> IssuesAfterAsync(int number, CancellationToken cancellation) => throw Unnamed();

    public Task<TrackedIssue?> IssueAsync(int number, CancellationToken cancellation) => throw Unnamed();

    public Task<IReadOnlyList<TrackedComment>> CommentsAsync(int number, CancellationToken cancellation) => throw Unnamed();

    public Task<IReadOnlyList<TrackedLabel>> LabelsAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<TrackedLabel>>([]);

    public Task<TrackedIssue> OpenAsync(NewIssue issue, CancellationToken cancellation) => throw Unnamed();

    public Task<TrackedIssue> UpdateAsync(int number, IssueChange change, CancellationToken cancellation) => throw Unnamed();

    public Task<TrackedComment> CommentAsync(int number, string body, CancellationToken cancellation) => throw Unnamed();

    public Task AddLabelsAsync(int number, IReadOnlyList<string> labels, CancellationToken cancellation) => throw Unnamed();

    public Task RemoveLabelAsync(int number, string label, CancellationToken cancellation) => throw Unnamed();

    public Task CreateLabelAsync(TrackedLabel label, CancellationToken cancellation) => throw Unnamed();

    public Task UpdateLabelAsync(TrackedLabel label, CancellationToken cancellation) => throw Unnamed();

    private static MatrixException Unnamed() =>
        new(ExitCode.Usage, "matrix.yaml names no repository whose issues this tool may keep", "write it there: issues: { repositories: [owner/name] }");
}
