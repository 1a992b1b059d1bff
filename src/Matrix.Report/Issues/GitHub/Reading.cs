using Octokit;

namespace Matrix.Report.Issues.GitHub;

/// <summary>From GitHub's shapes to ours.</summary>
internal static class Reading
{
    // Whose account is gone: https://github.com/ghost
    private const string Nobody = "ghost";

    public static TrackedIssue Issue(AssociatedIssue issue) => new()
    {
        Number = issue.Number,
        Title = issue.Title,
        Body = issue.Body ?? "",
        IsOpen = issue.State.StringValue == "open",
        Reason = (issue.State.StringValue, issue.StateReason?.StringValue) switch
        {
            ("closed", "completed") => CloseReason.Completed,
            ("closed", "not_planned") => CloseReason.NotPlanned,
            ("closed", "duplicate") => CloseReason.Duplicate,
            _ => null,
        },
        Labels = [.. issue.Labels.Select(label => label.Name)],
        IsLocked = issue.Locked,
        CreatedAt = issue.CreatedAt,
        UpdatedAt = issue.UpdatedAt,
        ClosedAt = issue.ClosedAt,
        Author = Author(issue.User, issue.AuthorAssociation),
        Url = issue.HtmlUrl,
    };

    public static TrackedComment Comment(IssueComment comment) =>
        new(comment.Id, Author(comment.User, comment.AuthorAssociation.StringValue), comment.Body ?? "", comment.CreatedAt);

    public static TrackedLabel Label(Label label) => new(label.Name, label.Color.ToLowerInvariant(), label.Description ?? "");

    // https://docs.github.com/en/graphql/reference/enums#commentauthorassociation; of an app it says nothing, and one may write only where it was let in.
    private static TrackedAuthor Author(User? user, string? association) =>
        new(user?.Login ?? Nobody, association is "OWNER" or "MEMBER" or "COLLABORATOR" || user?.Type == AccountType.Bot);
}
