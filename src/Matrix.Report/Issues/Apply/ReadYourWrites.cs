namespace Matrix.Report.Issues.Apply;

/// <summary>
/// A tracker that knows at once what was written through it. GitHub's own lists lag behind by seconds now and then, and what is not in them yet would
/// be opened a second time: https://github.com/octokit/octokit.js/issues/900
/// </summary>
internal sealed class ReadYourWrites(IIssueTracker tracker) : IIssueTracker
{
    // By their numbers.
    private readonly Dictionary<int, TrackedIssue> known = [];

    public RepositoryName Repository => tracker.Repository;

    public Task<RepositoryFacts> DescribeAsync(CancellationToken cancellation) => tracker.DescribeAsync(cancellation);

    public async Task<IReadOnlyList<TrackedIssue>> IssuesAsync(CancellationToken cancellation) =>
        [.. With(await tracker.IssuesAsync(cancellation)).OrderBy(issue => issue.Number)];

    /// <remarks>What it shows once is known from then on: after a lost answer it is looked for here.</remarks>
    public async Task<IReadOnlyList<TrackedIssue>> IssuesAfterAsync(int number, CancellationToken cancellation)
    {
        foreach (var issue in await tracker.IssuesAfterAsync(number, cancellation))
            Keep(Newer(issue));
        return [.. known.Values.Where(issue => issue.Number > number).OrderByDescending(issue => issue.Number)];
    }

    public async Task<TrackedIssue?> IssueAsync(int number, CancellationToken cancellation) =>
        await tracker.IssueAsync(number, cancellation) is { } read ? Newer(read) : known.GetValueOrDefault(number);

    public Task<IReadOnlyList<TrackedComment>> CommentsAsync(int number, CancellationToken cancellation) => tracker.CommentsAsync(number, cancellation);

    public Task<IReadOnlyList<TrackedLabel>> LabelsAsync(CancellationToken cancellation) => tracker.LabelsAsync(cancellation);

    public async Task<TrackedIssue> OpenAsync(NewIssue issue, CancellationToken cancellation) => Keep(await tracker.OpenAsync(issue, cancellation));

    public async Task<TrackedIssue> UpdateAsync(int number, IssueChange change, CancellationToken cancellation) => Keep(await tracker.UpdateAsync(number, change, cancellation));

    public Task<TrackedComment> CommentAsync(int number, string body, CancellationToken cancellation) => tracker.CommentAsync(number, body, cancellation);

    public Task AddLabelsAsync(int number, IReadOnlyList<string> labels, CancellationToken cancellation) => tracker.AddLabelsAsync(number, labels, cancellation);

    public Task RemoveLabelAsync(int number, string label, CancellationToken cancellation) => tracker.RemoveLabelAsync(number, label, cancellation);

    public Task CreateLabelAsync(TrackedLabel label, CancellationToken cancellation) => tracker.CreateLabelAsync(label, cancellation);

    public Task UpdateLabelAsync(TrackedLabel label, CancellationToken cancellation) => tracker.UpdateLabelAsync(label, cancellation);

    private IEnumerable<TrackedIssue> With(IReadOnlyList<TrackedIssue> read)
    {
        var listed = read.Select(issue => issue.Number).ToHashSet();
        return read.Select(Newer).Concat(known.Values.Where(issue => !listed.Contains(issue.Number)));
    }

    private TrackedIssue Newer(TrackedIssue read) => known.TryGetValue(read.Number, out var ours) && ours.UpdatedAt > read.UpdatedAt ? ours : read;

    private TrackedIssue Keep(TrackedIssue issue) => known[issue.Number] = issue;
}
