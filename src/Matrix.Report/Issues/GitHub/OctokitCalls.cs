using Matrix.Results;
using Octokit;
using Octokit.Internal;

namespace Matrix.Report.Issues.GitHub;

/// <summary>Calls of Octokit, each over a transport of its own.</summary>
internal sealed class OctokitCalls(GitHubClient client, ApiAddress address, Func<GitHubRequest, GitHubAnswer, CancellationToken, Task<Exception>> moved)
{
    private static readonly ProductHeaderValue Product = new("cranelift-matrix");

    // The transport adds it, where it knows the address: Octokit never has it.
    private static readonly InMemoryCredentialStore NoToken = new(Credentials.Anonymous);

    /// <returns>What was asked for, and the last request with its answer as it came.</returns>
    /// <exception cref="MatrixException">There is no answer, or none that can be understood.</exception>
    public async Task<(T Value, Exchange Last)> AskAsync<T>(Call call, Func<IApiConnection, Task<T>> ask)
    {
        using var transport = new OctokitTransport(client, address, call, (request, answer) => moved(request, answer, call.Cancellation));
        var api = new ApiConnection(new Connection(Product, new Uri(address.Root + "/"), NoToken, transport, new SimpleJsonSerializer()));
        try
        {
            return (await ask(api), transport.Last!);
        }
        catch (Exception error) when (error is not (MatrixException or OperationCanceledException) && transport.Sent is { } request)
        {
            throw Refusal.Odd(request, error.Message);
        }
    }
}

internal sealed record Exchange(GitHubRequest Request, GitHubAnswer Answer);

/// <summary>One question or order to GitHub, which may take several requests: what Octokit does not carry from a call to the wire.</summary>
/// <param name="What">In words, to follow "cannot": <c>open an issue in owner/name</c>.</param>
internal sealed record Call(string What, CancellationToken Cancellation)
{
    /// <summary>Members without which an answer, or a member of a list, is none.</summary>
    public IReadOnlyList<WireMember> Required { get; init; } = [];

    /// <summary>The answer is a list, page by page.</summary>
    public bool IsList { get; init; }

    /// <summary>An order whose repetition comes to the same as doing it once.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>See <see cref="GitHubRequest.IsKept"/>.</summary>
    public bool IsKept { get; init; }

    /// <summary>See <see cref="GitHubRequest.IsDone"/>.</summary>
    public Func<GitHubAnswer, bool> IsDone { get; init; } = _ => false;
}
