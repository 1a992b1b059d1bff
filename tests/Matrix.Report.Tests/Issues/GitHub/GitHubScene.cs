using Matrix.GitHub;
using Matrix.GitHub.World;
using Matrix.Report.Issues;
using Matrix.Report.Issues.GitHub;
using Matrix.Testing;

namespace Matrix.Report.Tests.Issues.GitHub;

/// <summary>A repository on a GitHub of the test's own, another that nothing is to happen to, and clients of the first.</summary>
internal sealed class GitHubScene : IAsyncDisposable
{
    public const string Name = "rust/matrix-issues";

    private readonly List<GitHubTracker> trackers = [];
    private readonly List<string> told = [];

    private GitHubScene(GitHubServer server, HastyClock clock)
    {
        (Server, Clock) = (server, clock);
        Repository = server.AddRepository(Name);
        Other = server.AddRepository("rust/not-named");
        Token = server.AddToken();
    }

    public GitHubServer Server { get; }

    public HastyClock Clock { get; }

    public GitHubRepository Repository { get; }

    public GitHubRepository Other { get; }

    public GitHubToken Token { get; set; }

    /// <summary>What the client said that it waits for.</summary>
    public IReadOnlyList<string> Told => told;

    public GitHubSettings Settings => new()
    {
        Address = ApiAddress.Parse(Server.Address),
        Token = AccessToken.Parse(Token.Text),
        Tell = told.Add,
        Time = Clock,
    };

    public static async Task<GitHubScene> BeginAsync(string path = "")
    {
        var clock = new HastyClock();
        return new GitHubScene(await GitHubServer.StartAsync(clock, path), clock);
    }

    public GitHubTracker Tracker(GitHubSettings? settings = null, string name = Name)
    {
        var tracker = new GitHubTracker(RepositoryName.Parse(name), settings ?? Settings);
        trackers.Add(tracker);
        return tracker;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var tracker in trackers)
            tracker.Dispose();
        await Server.DisposeAsync();
        Assert.Multiple(() =>
        {
            Assert.That(Server.LimitsIgnored, Is.Zero, "requests while we had been told to wait");
            Assert.That(Server.MostWritesAtOnce, Is.LessThanOrEqualTo(1), "writes at once");
            Assert.That(Server.Writes.Select(write => write.Repository), Has.None.EqualTo(Other.FullName), "writes to a repository that was not named");
            Assert.That(told, Has.None.Contain(Token.Text));
        });
    }
}
