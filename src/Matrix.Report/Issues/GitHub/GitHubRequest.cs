namespace Matrix.Report.Issues.GitHub;

/// <param name="Path">Below the root, with its query.</param>
/// <param name="What">In words, to follow "cannot": <c>open an issue in owner/name</c>.</param>
internal sealed record GitHubRequest(HttpMethod Method, string Path, string What)
{
    public byte[]? Body { get; init; }

    public bool IsWrite => Method != HttpMethod.Get;

    /// <summary>Whether doing it twice comes to the same as doing it once.</summary>
    public bool IsRepeatable { get; init; } = Method != HttpMethod.Post;

    /// <summary>Whether the answer is kept, and asked for again only if it has changed.</summary>
    public bool IsKept { get; init; }

    /// <summary>Asked for even if it has not changed.</summary>
    public bool IsAnew { get; init; }

    /// <summary>Refusals that say that it is so already, or all that was asked.</summary>
    public Func<GitHubAnswer, bool> IsDone { get; init; } = _ => false;

    public override string ToString() => $"{Method} {Path}";
}
