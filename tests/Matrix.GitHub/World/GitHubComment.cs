namespace Matrix.GitHub.World;

public sealed class GitHubComment
{
    internal GitHubComment(long id, string author, string body, DateTimeOffset now)
    {
        Id = id;
        Author = author;
        Body = body;
        CreatedAt = UpdatedAt = now;
    }

    public long Id { get; }

    public string Author { get; }

    public string Body { get; private set; }

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset UpdatedAt { get; private set; }

    internal void Replace(string body, DateTimeOffset now)
    {
        Body = body;
        UpdatedAt = now;
    }
}
