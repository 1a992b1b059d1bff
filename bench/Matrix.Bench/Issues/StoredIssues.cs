using System.Text.Json;
using Matrix.Report.Issues;

namespace Matrix.Bench.Issues;

/// <summary>The issues of a repository as they were at a moment, in a file: for a plan without anybody to ask.</summary>
internal sealed class StoredIssues(RepositoryName repository, IReadOnlyList<TrackedIssue> issues, IReadOnlyList<TrackedLabel> labels, Action asked) : IIssueTracker
{
    private static readonly InvalidOperationException ReadOnly = new("these are only read");

    public RepositoryName Repository => repository;

    public static async Task SaveAsync(IIssueTracker tracker, string file)
    {
        await using var stream = File.Create(file);
        await JsonSerializer.SerializeAsync(stream, new Stored(await tracker.IssuesAsync(CancellationToken.None), await tracker.LabelsAsync(CancellationToken.None)));
    }

    /// <param name="asked">Called when the issues are asked for.</param>
    public static StoredIssues Load(RepositoryName repository, string file, Action asked)
    {
        var stored = JsonSerializer.Deserialize<Stored>(File.ReadAllBytes(file))!;
        return new StoredIssues(repository, stored.Issues, stored.Labels, asked);
    }

    public Task<IReadOnlyList<TrackedIssue>> IssuesAsync(CancellationToken cancellation)
    {
        asked();
        return Task.FromResult(issues);
    }

    public Task<IReadOnlyList<TrackedLabel>> LabelsAsync(CancellationToken cancellation) => Task.FromResult(labels);

    public Task<RepositoryFacts> DescribeAsync(CancellationToken cancellation) => throw ReadOnly;

    public Task<IReadOnlyList<TrackedIssue>> IssuesAfterAsync(int number, CancellationToken cancellation) => throw ReadOnly;

    public Task<TrackedIssue?> IssueAsync(int number, CancellationToken cancellation) => throw ReadOnly;

    public Task<IReadOnlyList<TrackedComment>> CommentsAsync(int number, CancellationToken cancellation) => throw ReadOnly;

    public Task<TrackedIssue> OpenAsync(NewIssue issue, CancellationToken cancellation) => throw ReadOnly;

    public Task<TrackedIssue> UpdateAsync(int number, IssueChange change, CancellationToken cancellation) => throw ReadOnly;

    public Task<TrackedComment> CommentAsync(int number, string body, CancellationToken cancellation) => throw ReadOnly;

    public Task AddLabelsAsync(int number, IReadOnlyList<string> labels, CancellationToken cancellation) => throw ReadOnly;

    public Task RemoveLabelAsync(int number, string label, CancellationToken cancellation) => throw ReadOnly;

    public Task CreateLabelAsync(TrackedLabel label, CancellationToken cancellation) => throw ReadOnly;

    public Task UpdateLabelAsync(TrackedLabel label, CancellationToken cancellation) => throw ReadOnly;

    private sealed record Stored(IReadOnlyList<TrackedIssue> Issues, IReadOnlyList<TrackedLabel> Labels);
}
