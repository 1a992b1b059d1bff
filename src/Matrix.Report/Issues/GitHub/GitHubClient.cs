using System.Net;
using System.Text;
using Matrix.Results;

namespace Matrix.Report.Issues.GitHub;

/// <summary>One request after the other, at a pace that GitHub bears, until there is an answer or patience ends.</summary>
internal sealed class GitHubClient : IDisposable
{
    private readonly GitHubSettings settings;
    private readonly Transport transport;
    private readonly Patience patience;
    private readonly Pace pace;
    private readonly Persistence persistence;
    private readonly KeptAnswers kept;
    private readonly SemaphoreSlim turn = new(1);

    public GitHubClient(GitHubSettings settings)
    {
        this.settings = settings;
        transport = new Transport(settings);
        patience = new Patience(settings.Patience, settings.Tell);
        pace = new Pace(settings.Time, patience);
        persistence = new Persistence(patience, settings.Time);
        kept = new KeptAnswers(settings.Cache, $"{settings.Token?.Fingerprint() ?? "nobody"} {settings.Address}");
    }

    public RequestCounts Counts { get; private set; } = new(0, 0, 0);

    /// <returns>A success, or a redirect, which is never followed.</returns>
    /// <exception cref="MatrixException">It is neither.</exception>
    public async Task<GitHubAnswer> SendAsync(GitHubRequest request, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            var attempt = await persistence.ExecuteAsync(async token => await TryAsync(request, token), cancellation);
            return attempt is Attempt.Answered { Answer: { } answer } && (answer.IsSuccess || answer.IsRedirect || request.IsDone(answer))
                ? answer
                : throw Refusal.Of(attempt, LimitOf(attempt));
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        transport.Dispose();
        turn.Dispose();
    }

    private async Task<Attempt> TryAsync(GitHubRequest request, CancellationToken cancellation)
    {
        if (request.IsWrite)
            return await WriteAsync(request, cancellation);

        var earlier = request.IsAnew ? null : kept.Find(request);
        var attempt = await transport.SendAsync(request, earlier?.Tag, cancellation);
        Counts = Counts with { Reads = Counts.Reads + 1 };
        if (attempt is not Attempt.Answered { Answer: { } answer })
            return attempt;
        if (answer.Status == HttpStatusCode.NotModified && earlier is not null)
            return Unchanged(request, earlier);

        if (answer.Status == HttpStatusCode.OK)
            kept.Keep(request, answer);
        return attempt;
    }

    private async Task<Attempt> WriteAsync(GitHubRequest request, CancellationToken cancellation)
    {
        await pace.BeforeWriteAsync(cancellation);
        try
        {
            return await transport.SendAsync(request, tag: null, cancellation);
        }
        finally
        {
            pace.Wrote();
            Counts = Counts with { Writes = Counts.Writes + 1 };
        }
    }

    private Attempt.Answered Unchanged(GitHubRequest request, KeptAnswer earlier)
    {
        Counts = Counts with { Unchanged = Counts.Unchanged + 1 };
        kept.Touch(request);
        return new Attempt.Answered(request, new GitHubAnswer(HttpStatusCode.OK, name => name == "Link" ? earlier.Link : null, Encoding.UTF8.GetBytes(earlier.Body)) { WasKept = true });
    }

    private RateLimit? LimitOf(Attempt attempt) => attempt is Attempt.Answered { Answer: { } answer } ? RateLimit.Of(answer, before: 0, settings.Time.GetUtcNow()) : null;
}
