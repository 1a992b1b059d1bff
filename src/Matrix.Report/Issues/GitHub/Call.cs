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

/// <param name="MayBeNull">Null is an answer: a body, the day of a close, an account that is gone.</param>
internal sealed record WireMember(string Name, bool MayBeNull = false)
{
    public static IReadOnlyList<WireMember> OfRepository { get; } = [new("full_name"), new("private"), new("archived"), new("has_issues"), new("open_issues_count")];

    public static IReadOnlyList<WireMember> OfIssue { get; } =
    [
        new("number"), new("title"), new("state"), new("labels"), new("locked"), new("created_at"), new("updated_at"), new("closed_at", MayBeNull: true),
        new("user", MayBeNull: true), new("html_url"),
    ];

    public static IReadOnlyList<WireMember> OfComment { get; } = [new("id"), new("user", MayBeNull: true), new("created_at")];

    public static IReadOnlyList<WireMember> OfLabel { get; } = [new("name"), new("color"), new("description", MayBeNull: true)];
}
