using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Matrix.GitHub.Answering;
using Matrix.GitHub.Description;
using Matrix.GitHub.Faults;
using Matrix.GitHub.Listening;
using Matrix.GitHub.World;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;

namespace Matrix.GitHub;

/// <summary>
/// A small GitHub on this machine that remembers what it was told. All that it is asked and all that it answers is held against GitHub's own
/// description, where node and the packages are there: what does not fit fails the test, when the server is disposed.
/// </summary>
public sealed class GitHubServer : IAsyncDisposable
{
    private readonly string path;
    private readonly TimeProvider time;
    private readonly GitHubWorld world;
    private readonly Limits limits;
    private readonly OpenApiDescription? description;
    private readonly List<Task<IReadOnlyList<string>>> checks = [];
    private readonly List<JournalEntry> journal = [];
    private readonly Lock gate = new();
    private Listener listener = null!;
    private Desk desk = null!;
    private int writing;

    private GitHubServer(TimeProvider time, string path, OpenApiDescription? description)
    {
        (this.time, this.path, this.description) = (time, path, description);
        (world, limits) = (new GitHubWorld(time), new Limits(time));
    }

    /// <summary>Without a slash at its end.</summary>
    public string Address => listener.Address + path;

    public FaultPlan Faults { get; } = new();

    public IReadOnlyList<GitHubRepository> Repositories => world.Repositories;

    /// <summary>How people stand to all repositories: <c>OWNER</c>, <c>MEMBER</c>, … by login. Who is not named is a collaborator where a token of theirs may write.</summary>
    public Dictionary<string, string> Associations => world.Associations;

    /// <summary>Requests that came while a client had been told to wait.</summary>
    public int LimitsIgnored => limits.Ignored;

    /// <summary>What takes time, when all is done and before it is told.</summary>
    public Func<Call, Task> BeforeAnswering { get; set; } = _ => Task.CompletedTask;

    /// <summary>The most writes that were under way at once.</summary>
    public int MostWritesAtOnce { get; private set; }

    /// <summary>All requests so far, in their order.</summary>
    public IReadOnlyList<JournalEntry> Journal
    {
        get
        {
            lock (gate)
                return [.. journal];
        }
    }

    /// <summary>The requests that would change something, whatever became of them.</summary>
    public IEnumerable<JournalEntry> Writes => Journal.Where(entry => entry.Call.IsWrite);

    /// <param name="path">Where the interface begins: <c>/api/v3</c> on GitHub Enterprise.</param>
    /// <param name="isChecked">Against GitHub's description: all but what is measured.</param>
    public static async Task<GitHubServer> StartAsync(TimeProvider? time = null, string path = "", bool isChecked = true)
    {
        var server = new GitHubServer(time ?? TimeProvider.System, path, isChecked ? await OpenApiDescription.SharedAsync() : null);
        await server.ComeBackAsync();
        return server;
    }

    public GitHubRepository AddRepository(string fullName) => world.AddRepository(fullName);

    public GitHubToken AddToken(Access access = Access.Write, TokenKind kind = TokenKind.FineGrained, string login = "matrix-bot", bool ownerMayWrite = false) =>
        world.AddToken(kind, access, login, ownerMayWrite);

    /// <summary>The requests so far, which are not held any longer: a year of them is large.</summary>
    public IReadOnlyList<JournalEntry> TakeJournal()
    {
        lock (gate)
        {
            JournalEntry[] taken = [.. journal];
            journal.Clear();
            return taken;
        }
    }

    /// <summary>What did not fit GitHub's description so far.</summary>
    public async Task<IReadOnlyList<string>> ViolationsAsync()
    {
        Task<IReadOnlyList<string>>[] all;
        lock (gate)
            all = [.. checks];
        return [.. (await Task.WhenAll(all)).SelectMany(errors => errors)];
    }

    /// <summary>Whoever comes now is refused, and who waits for an answer gets none.</summary>
    public ValueTask GoAwayAsync() => listener.DisposeAsync();

    /// <summary>At another address, with all that it remembers.</summary>
    public async Task ComeBackAsync()
    {
        listener = await Listener.StartAsync(ServeAsync);
        desk = new Desk(world, new Shapes(Address, world));
    }

    public async ValueTask DisposeAsync()
    {
        await listener.DisposeAsync();
        var violations = await ViolationsAsync();
        if (violations.Count > 0)
            throw new AssertionException($"this does not fit GitHub's description:\n{string.Join('\n', violations)}");
    }

    private async Task ServeAsync(HttpContext context)
    {
        var call = await Sending.ReadAsync(context, path);
        JournalEntry entry;
        Answer? answer;
        lock (gate)
        {
            entry = new JournalEntry(call, time.GetUtcNow()) { Repository = desk.Find(call)?.Repository.FullName, Fault = Faults.For(call) };
            journal.Add(entry);
            writing += call.IsWrite ? 1 : 0;
            MostWritesAtOnce = Math.Max(MostWritesAtOnce, writing);
            answer = Answered(entry);
            Check(call, answer);
        }

        await BeforeAnswering(call);

        // Not after it is sent: a client that has its answer may well send the next.
        lock (gate)
            writing -= call.IsWrite ? 1 : 0;
        entry.Status = await Sending.SendAsync(context, answer, entry.Fault);
    }

    private Answer? Answered(JournalEntry entry)
    {
        var call = entry.Call;
        if (TokenOf(call) is not { } token)
            return Answer.Error(401, "Bad credentials");
        if (call.Header("User-Agent") is null)
            return Answer.Error(403, "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.");

        var isLimit = entry.Fault?.Kind is FaultKind.PrimaryLimit or FaultKind.SecondaryLimit or FaultKind.SecondaryLimitUntold;
        if (isLimit)
            limits.Begin(entry.Fault!, token);
        if (limits.Refusal(call, token, isLimit) is { } refusal)
            return WithRate(refusal, token);
        if (entry.Fault is { IsAfter: false })
            return null;

        var answer = desk.Serve(call, token);
        entry.TookEffect = call.IsWrite && answer.Status < StatusCodes.Status300MultipleChoices;
        answer = call.IsWrite ? answer : Conditional(call, token, answer);
        token.Used += answer.Status == StatusCodes.Status304NotModified ? 0 : 1;
        return WithRate(answer, token);
    }

    // https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
    private static Answer Conditional(Call call, GitHubToken token, Answer answer)
    {
        if (answer.Status != StatusCodes.Status200OK)
            return answer;

        // Not of the header that says where the next page is: https://github.com/app-sre/github-mirror/issues/113
        var text = token.Text + answer.Body!.ToJsonString();
        var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}\"";
        return call.Header("If-None-Match") == tag
            ? new Answer(StatusCodes.Status304NotModified, null).With("ETag", tag)
            : answer.With("ETag", tag);
    }

    private Answer WithRate(Answer answer, GitHubToken token)
    {
        answer.With("Date", time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture));
        answer.With("x-ratelimit-limit", $"{token.Limit}").With("x-ratelimit-used", $"{token.Used}").With("x-ratelimit-remaining", $"{token.Remaining}")
            .With("x-ratelimit-reset", token.Reset.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)).With("x-ratelimit-resource", "core");
        return token.Kind == TokenKind.Classic && token.Text.Length > 0
            ? answer.With("X-OAuth-Scopes", token.Access == Access.Write ? "repo" : "").With("X-Accepted-OAuth-Scopes", "repo")
            : answer.With("X-Accepted-GitHub-Permissions", "issues=write");
    }

    private GitHubToken? TokenOf(Call call) => call.Header("Authorization") switch
    {
        null => world.Nobody,
        { } header when header.StartsWith("Bearer ", StringComparison.Ordinal) => world.FindToken(header["Bearer ".Length..]),
        _ => null,
    };

    private void Check(Call call, Answer? answer)
    {
        if (description is null)
            return;

        checks.Add(description.ErrorsOfAsync(new Exchange(call.Method, Described(call), call.Body.Length > 0 ? call.Body : null)
        {
            Headers = call.Headers,
            Status = answer?.Status,
            Answer = answer?.Body?.ToJsonString(),
        }));
    }

    // The description knows repositories by their names only, and nothing of the marks in GitHub's links to other pages.
    private string Described(Call call)
    {
        var path = desk.Find(call) is var (repository, rest) && call.Segments[0] == "repositories"
            ? $"/repos/{repository.FullName}{string.Concat(rest.Select(part => "/" + Uri.EscapeDataString(part)))}"
            : call.Path;
        var query = call.Query.Split('&').Where(pair => pair.Length > 0 && !pair.StartsWith("after=", StringComparison.Ordinal));
        return $"{path}?{string.Join('&', query)}";
    }
}
