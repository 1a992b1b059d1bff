using Matrix.GitHub;
using Matrix.GitHub.Answering;
using Matrix.GitHub.World;
using Matrix.Testing;

// They mostly wait, for the second between two writes.
[assembly: LevelOfParallelism(4)]

namespace Matrix.Report.Tests.Issues.RealRuns;

/// <summary><c>issues</c> as a person starts it: the program itself, in a folder with a matrix.yaml, against the tests' own GitHub.</summary>
internal sealed class RealIssues : IAsyncDisposable
{
    /// <summary>For <c>CancelAfter</c>: a run takes seconds, and minutes where the machine is busy.</summary>
    public const int Patience = 300_000;

    private readonly TemporaryDirectory folder = new();

    private RealIssues()
    {
    }

    /// <summary>The sweeps, and what GitHub holds.</summary>
    public IssueWeeks Weeks { get; private set; } = null!;

    public GitHubServer Server => Weeks.GitHub.Server;

    public GitHubRepository Repository => Weeks.Repository;

    /// <summary>Below <c>issues:</c> in matrix.yaml, beside the address.</summary>
    public string Policy { get; set; } = $"  repositories: [{GitHub.GitHubScene.Name}]\n  report: https://rust.example/matrix/\n  open: {{ sweeps: 1 }}\n";

    /// <summary>What GITHUB_TOKEN is; empty: it is not set.</summary>
    public string Token { get; set; } = "";

    public string PathOf(string name) => Path.Combine(folder.Path, name);

    public static async Task<RealIssues> BeginAsync(string path = "")
    {
        var issues = new RealIssues();
        issues.Weeks = await IssueWeeks.BeginAsync(path);
        issues.Token = issues.Weeks.GitHub.Token.Text;
        return issues;
    }

    public ProgramRun Start(params string[] options) => StartOn(Weeks.Results, options);

    /// <param name="results">A results directory other than the latest sweep's.</param>
    public ProgramRun StartOn(string results, params string[] options)
    {
        folder.File("matrix.yaml", $"format: 1\nissues:\n  api: {Server.Address}/\n{Policy}");
        var environment = new Dictionary<string, string> { ["GITHUB_TOKEN"] = Token };
        return ProgramRun.Start("Matrix.Report", ["issues", results, "--config", "matrix.yaml", "--history", Weeks.History, .. options], environment, folder.Path);
    }

    public async Task<ProgramEnd> RunAsync(CancellationToken cancellation, params string[] options)
    {
        using var run = Start(options);
        return await EndAsync(run, cancellation);
    }

    public async Task<ProgramEnd> EndAsync(ProgramRun run, CancellationToken cancellation)
    {
        var end = await run.EndAsync(cancellation);
        Assert.That(Leaks(end.ToString()), Is.False, "the token is in what was printed");
        return end;
    }

    /// <summary>The first such request is done, but not answered until the test says so.</summary>
    public RequestHold HoldAt(Func<Call, bool> which)
    {
        var (hold, seen) = (new RequestHold(), 0);
        Server.BeforeAnswering = call => which(call) && Interlocked.Exchange(ref seen, 1) == 0 ? hold.WaitAsync() : Task.CompletedTask;
        return hold;
    }

    public async ValueTask DisposeAsync()
    {
        var leaks = Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Where(file => Leaks(File.ReadAllText(file))).ToList();
        folder.Dispose();
        await Weeks.DisposeAsync();
        Assert.That(leaks, Is.Empty, "files that hold the token");
    }

    private bool Leaks(string text) => Token.Length > 0 && text.Contains(Token, StringComparison.Ordinal);
}
