namespace Matrix.GitHub.World;

/// <summary>An issue, or a pull request: they share their numbers. The methods are what a person can do on the web.</summary>
public sealed class GitHubIssue
{
    private readonly GitHubRepository repository;
    private readonly List<GitHubLabel> labels = [];
    private readonly List<GitHubComment> comments = [];
    private readonly List<GitHubIssue> earlier = [];

    internal GitHubIssue(GitHubRepository repository, int number, string title, string author, DateTimeOffset created)
    {
        this.repository = repository;
        (Number, Title, Author) = (number, title, author);
        CreatedAt = UpdatedAt = created;
    }

    public int Number { get; }

    public string Title { get; private set; }

    /// <summary>Null, as GitHub has it for an issue without one.</summary>
    public string? Body { get; private set; }

    public string Author { get; }

    public bool IsPullRequest { get; init; }

    public bool IsOpen { get; private set; } = true;

    /// <summary><c>completed</c>, <c>not_planned</c>, <c>duplicate</c>, <c>reopened</c>; null of an issue that was never closed.</summary>
    public string? StateReason { get; private set; }

    public bool IsLocked { get; private set; }

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public IReadOnlyList<string> Labels => [.. labels.Select(label => label.Name)];

    public IReadOnlyList<GitHubComment> Comments => comments;

    internal IReadOnlyList<GitHubLabel> LabelObjects => labels;

    public void Retitle(string title) => Change(() => Title = title);

    public void Edit(string? body) => Change(() => Body = body);

    /// <param name="reason"><c>completed</c>, <c>not_planned</c> or <c>duplicate</c>.</param>
    public void Close(string reason = "completed") => Change(() => (IsOpen, StateReason, ClosedAt) = (false, reason, repository.Now));

    public void Reopen() => Change(() => (IsOpen, StateReason, ClosedAt) = (true, "reopened", null));

    public void Lock() => Change(() => IsLocked = true);

    public GitHubComment Comment(string author, string body)
    {
        var comment = new GitHubComment(repository.NextId(), author, body, repository.Now);
        Change(() => comments.Add(comment));
        return comment;
    }

    public void EditComment(long id, string body) => Change(() => comments.Single(comment => comment.Id == id).Replace(body, repository.Now));

    /// <summary>A label that the repository does not have is made.</summary>
    public void AddLabel(string name)
    {
        var label = repository.FindLabel(name) ?? repository.AddLabel(name);
        if (!labels.Contains(label))
            Change(() => labels.Add(label));
    }

    /// <returns>Whether it was there.</returns>
    public bool RemoveLabel(string name)
    {
        var found = labels.Exists(label => label.IsCalled(name));
        if (found)
            Change(() => labels.RemoveAll(label => label.IsCalled(name)));
        return found;
    }

    internal void Forget(GitHubLabel label) => labels.Remove(label);

    /// <summary>As it was at a time; null: it was not there yet.</summary>
    internal GitHubIssue? AsOf(DateTimeOffset time) => UpdatedAt <= time ? this : earlier.FindLast(state => state.UpdatedAt <= time);

    private GitHubIssue Copy()
    {
        var copy = new GitHubIssue(repository, Number, Title, Author, CreatedAt)
        {
            Body = Body,
            IsPullRequest = IsPullRequest,
            IsOpen = IsOpen,
            StateReason = StateReason,
            IsLocked = IsLocked,
            UpdatedAt = UpdatedAt,
            ClosedAt = ClosedAt,
        };
        copy.labels.AddRange(labels);
        copy.comments.AddRange(comments);
        return copy;
    }

    private void Change(Action change)
    {
        if (repository.Remembers)
            earlier.Add(Copy());
        change();
        UpdatedAt = repository.Now;
    }
}
