namespace Matrix.GitHub.World;

/// <summary>All repositories and tokens of a server.</summary>
internal sealed class GitHubWorld(TimeProvider time)
{
    // https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api: requests in an hour
    private const int OfAPerson = 5000;
    private const int OfAWorkflow = 1000;

    private static readonly Dictionary<TokenKind, string> Prefixes = new()
    {
        // https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats
        [TokenKind.Classic] = "ghp_",
        [TokenKind.FineGrained] = "github_pat_",
        [TokenKind.Installation] = "ghs_",
    };

    private readonly List<GitHubRepository> repositories = [];
    private readonly List<GitHubToken> tokens = [];
    private long lastId = 1000;

    public IReadOnlyList<GitHubRepository> Repositories => repositories;

    /// <summary>Those who have no token share one hour, and may read what is public.</summary>
    public GitHubToken Nobody { get; } = new("", "", TokenKind.Classic, Access.Read) { Limit = 60 };

    // GitHub tells times in whole seconds.
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());

    public long NextId() => ++lastId;

    public GitHubRepository AddRepository(string fullName)
    {
        var repository = new GitHubRepository(this, fullName);
        repositories.Add(repository);
        return repository;
    }

    public GitHubToken AddToken(TokenKind kind, Access access, string login, bool ownerMayWrite)
    {
        var token = new GitHubToken($"{Prefixes[kind]}{Guid.NewGuid():N}", login, kind, access)
        {
            Limit = kind == TokenKind.Installation ? OfAWorkflow : OfAPerson,
            OwnerMayWrite = ownerMayWrite,
        };
        tokens.Add(token);
        return token;
    }

    public static bool IsApp(string login) => login.EndsWith("[bot]", StringComparison.Ordinal);

    /// <summary>How people stand to all repositories, in GitHub's words; of others, see <see cref="AssociationOf"/>.</summary>
    public Dictionary<string, string> Associations { get; } = [];

    /// <summary>Who has a token that may write is a collaborator; of apps GitHub says nothing.</summary>
    public string AssociationOf(string login) => Associations.TryGetValue(login, out var association) ? association
        : !IsApp(login) && tokens.Any(token => token.Login == login && token.Access == Access.Write) ? "COLLABORATOR"
        : "NONE";

    public GitHubToken? FindToken(string text) => tokens.FirstOrDefault(token => token.Text == text);
}
