using System.Buffers;
using System.Collections.Immutable;
using Matrix.Runner.Crates.Checkout;

namespace Matrix.Runner.Crates.Revisions;

/// <summary>Asks repositories for their references; nothing is cloned. By git, which can be ended while a server is silent.</summary>
internal sealed class RemoteRepositories(GitProgram git)
{
    // What is kept of an answer: more tags than fit are half of them.
    private const int Most = 1 << 20;

    private const string Redirect = "warning: redirecting to ";

    private static readonly ImmutableArray<string> WithPatience = ["-c", "http.lowSpeedLimit=1", "-c", "http.lowSpeedTime=60"];

    private static readonly SearchValues<string> WordsOfGone = SearchValues.Create(
        [
            "repository not found", "' not found", "does not exist", "does not appear to be a git repository", "could not read username", "terminal prompts disabled",
            "requested url returned error: 401", "requested url returned error: 403", "requested url returned error: 404", "requested url returned error: 410",
        ],
        StringComparison.OrdinalIgnoreCase);

    public async Task<RemoteAnswer> AskAsync(string url, CancellationToken cancellation)
    {
        var answer = await git.AskAsync([.. WithPatience, "ls-remote", "--symref", "--", url, "HEAD", "refs/tags/*"], cancellation);
        if (!answer.IsSuccess)
            return answer.Text.AsSpan().ContainsAny(WordsOfGone) ? new RemoteAnswer.Gone(answer.Complaint) : new RemoteAnswer.Unasked(answer.Complaint);
        if (answer.Text.Length >= Most)
            return new RemoteAnswer.Unasked("it has more tags than can be looked through");

        var lines = answer.Text.Split('\n');
        var moved = lines.FirstOrDefault(line => line.StartsWith(Redirect, StringComparison.Ordinal))?[Redirect.Length..].Trim();
        return new RemoteAnswer.Answered(RemoteReferences.Read(lines), IsElsewhere(url, moved) ? moved!.TrimEnd('/') : null);
    }

    // A server may only add a slash or its usual ending.
    private static bool IsElsewhere(string url, string? moved) =>
        moved is not null && GitUrl.Refusal(moved.TrimEnd('/')) is null && !string.Equals(Plain(url), Plain(moved), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string url)
    {
        var plain = url.TrimEnd('/');
        return plain.EndsWith(".git", StringComparison.Ordinal) ? plain[..^4] : plain;
    }
}

/// <summary>What came of asking a repository for its references.</summary>
internal abstract record RemoteAnswer
{
    private RemoteAnswer()
    {
    }

    /// <param name="MovedTo">The address that its server sends everybody to; null: it is where the list says.</param>
    public sealed record Answered(RemoteReferences References, string? MovedTo) : RemoteAnswer;

    /// <summary>It is not there, or not for everybody.</summary>
    public sealed record Gone(string Why) : RemoteAnswer;

    /// <summary>Whether it is there is not known.</summary>
    public sealed record Unasked(string Why) : RemoteAnswer;
}
