namespace Matrix.Report.Issues.GitHub;

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
