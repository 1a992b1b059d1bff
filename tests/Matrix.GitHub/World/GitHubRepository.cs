namespace Matrix.GitHub.World;

/// <summary>A repository and all that is in it, as a test sees and changes it: like a person with all rights on the web.</summary>
public sealed class GitHubRepository
{
    private const string GreyOfUnknownLabels = "ededed";

    private readonly GitHubWorld world;
    private readonly List<GitHubIssue> issues = [];
    private readonly List<GitHubLabel> labels = [];
    private readonly List<string> earlierNames = [];
    private readonly HashSet<int> deleted = [];
    private int numbers;

    internal GitHubRepository(GitHubWorld world, string fullName)
    {
        this.world = world;
        FullName = fullName;
        Id = world.NextId();
        CreatedAt = world.Now;
    }

    public long Id { get; }

    public string FullName { get; private set; }

    public DateTimeOffset CreatedAt { get; }

    public bool IsPrivate { get; set; }

    public bool IsArchived { get; set; }

    public bool HasIssues { get; set; } = true;

    /// <summary>How old the lists of issues and comments are that it answers with. https://github.com/octokit/octokit.js/issues/900</summary>
    public TimeSpan Lag { get; set; }

    public IReadOnlyList<GitHubIssue> Issues => [.. issues.Where(issue => !issue.IsPullRequest)];

    public IReadOnlyList<GitHubLabel> Labels => labels;

    internal IReadOnlyList<GitHubIssue> IssuesAndPullRequests => issues;

    /// <summary>As a list tells of them.</summary>
    internal IReadOnlyList<GitHubIssue> Listed => Lag == TimeSpan.Zero ? issues : [.. issues.Select(issue => issue.AsOf(Now - Lag)).OfType<GitHubIssue>()];

    internal bool Remembers => Lag > TimeSpan.Zero;

    internal DateTimeOffset Now => world.Now;

    public GitHubIssue Issue(int number) => issues.Single(issue => issue.Number == number);

    public GitHubIssue Open(string title, string? body = null, string author = "somebody", params IEnumerable<string> labelled) =>
        Add(new GitHubIssue(this, ++numbers, title, author, Now), body, labelled);

    public GitHubIssue OpenPullRequest(string title) =>
        Add(new GitHubIssue(this, ++numbers, title, "somebody", Now) { IsPullRequest = true }, body: null, []);

    /// <summary>Its number stays taken.</summary>
    public void Delete(GitHubIssue issue)
    {
        issues.Remove(issue);
        deleted.Add(issue.Number);
    }

    internal bool WasDeleted(int number) => deleted.Contains(number);

    public GitHubLabel AddLabel(string name, string colour = GreyOfUnknownLabels, string description = "")
    {
        var label = new GitHubLabel(NextId(), name, colour, description);
        labels.Add(label);
        return label;
    }

    public void DeleteLabel(string name)
    {
        var label = FindLabel(name) ?? throw new InvalidOperationException($"{FullName} has no label {name}");
        labels.Remove(label);
        foreach (var issue in issues)
            issue.Forget(label);
    }

    /// <summary>Renames it, or moves it to another owner. GitHub redirects who comes by the old name.</summary>
    public void Rename(string fullName)
    {
        earlierNames.Add(FullName);
        FullName = fullName;
    }

    internal long NextId() => world.NextId();

    internal GitHubLabel? FindLabel(string name) => labels.FirstOrDefault(label => label.IsCalled(name));

    internal bool IsCalled(string fullName) => FullName.Equals(fullName, StringComparison.OrdinalIgnoreCase);

    internal bool WasCalled(string fullName) => earlierNames.Contains(fullName, StringComparer.OrdinalIgnoreCase);

    private GitHubIssue Add(GitHubIssue issue, string? body, IEnumerable<string> labelled)
    {
        if (body is not null)
            issue.Edit(body);
        foreach (var label in labelled)
            issue.AddLabel(label);
        issues.Add(issue);
        return issue;
    }
}
