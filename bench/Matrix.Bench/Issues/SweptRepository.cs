using Matrix.GitHub;
using Matrix.GitHub.World;
using Matrix.Report;
using Matrix.Report.Issues;
using Matrix.Report.Issues.GitHub;
using Matrix.Report.Issues.Plan;
using Matrix.Report.Issues.Text;
using Matrix.Results;
using Matrix.Testing;

namespace Matrix.Bench.Issues;

/// <summary>A repository on a GitHub of this process, whose issues are brought up to date as <c>./matrix issues --apply</c> does it.</summary>
internal sealed class SweptRepository : IAsyncDisposable
{
    public const string Name = "rust/matrix-issues";

    // What people have there of their own.
    private const int OthersIssues = 20;
    private const int PullRequests = 30;

    private readonly string work;
    private readonly IssueTexts texts = new(PageTemplates.Load(), Redaction.OfPatterns);

    private SweptRepository(GitHubServer server, HastyClock clock, string work)
    {
        (Server, Clock, this.work) = (server, clock, work);
        There = server.AddRepository(Name);
        for (var number = 0; number < OthersIssues; number++)
            There.Open($"How do I read column {number}?", "I do not understand it.");
        for (var number = 0; number < PullRequests; number++)
            There.OpenPullRequest($"Correct a word on page {number}");
    }

    public GitHubServer Server { get; }

    public HastyClock Clock { get; }

    public GitHubRepository There { get; }

    public string History => Directory.CreateDirectory(Path.Combine(work, "history")).FullName;

    /// <param name="work">An empty folder for what is kept from week to week.</param>
    public static async Task<SweptRepository> BeginAsync(string work)
    {
        var clock = new HastyClock();
        return new SweptRepository(await GitHubServer.StartAsync(clock, isChecked: false), clock, work);
    }

    public GitHubTracker Tracker(GitHubToken token, bool keepsAnswers = true) => new(RepositoryName.Parse(Name), new GitHubSettings
    {
        Address = ApiAddress.Parse(Server.Address),
        Token = AccessToken.Parse(token.Text),
        Cache = keepsAnswers ? Path.Combine(work, "answers") : null,
        Time = Clock,
    });

    /// <param name="week">Only for the record.</param>
    public async Task<RunCost> ApplyAsync(string results, IssuePolicy policy, GitHubToken token, int week)
    {
        Server.TakeJournal();
        var (before, start) = (RepositoryState.Of(There), Clock.GetUtcNow());
        using (var tracker = Tracker(token))
        {
            var ended = await new IssuesRun(policy, tracker, texts, TextWriter.Null, TimeProvider.System).ExecuteAsync(new IssuesRequest([results], History, null, Apply: true, null), CancellationToken.None);
            if (ended != ExitCode.Ok)
                throw new InvalidOperationException($"week {week + 1}: {ended}");
        }

        var change = RepositoryChange.Between(before, RepositoryState.Of(There));
        var bound = CallBound.Of(change, PagesOf(There.Issues.Count + PullRequests), PagesOf(There.Labels.Count));
        return new RunCost(week, new Calls(Server.TakeJournal()), change, bound, Clock.GetUtcNow() - start);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    // A last page that is full is asked for twice: its tag does not say whether there is another behind it.
    private static int PagesOf(int items) => (items / 100) + 1;
}
