namespace Matrix.Report.Issues.GitHub;

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
