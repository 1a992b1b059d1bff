using System.Text.Json;
using Matrix.Report.Issues.Tracking;

namespace Matrix.Report.Issues.GitHub;

/// <summary>From GitHub's shapes to ours.</summary>
internal static class Reading
{
    // Whose account is gone: https://github.com/ghost
    private const string Nobody = "ghost";

    public static TrackedIssue Issue(WireIssue issue) => new()
    {
        Number = issue.Number,
        Title = issue.Title,
        Body = issue.Body ?? "",
        IsOpen = issue.State == "open",
        Reason = (issue.State, issue.StateReason) switch
        {
            ("closed", "completed") => CloseReason.Completed,
            ("closed", "not_planned") => CloseReason.NotPlanned,
            ("closed", "duplicate") => CloseReason.Duplicate,
            _ => null,
        },
        Labels = [.. issue.Labels.Select(LabelName)],
        IsLocked = issue.Locked,
        CreatedAt = issue.CreatedAt,
        UpdatedAt = issue.UpdatedAt,
        ClosedAt = issue.ClosedAt,
        Author = Author(issue.User, issue.AuthorAssociation),
        Url = issue.HtmlUrl,
    };

    public static TrackedComment Comment(WireComment comment) => new(comment.Id, Author(comment.User, comment.AuthorAssociation), comment.Body ?? "", comment.CreatedAt);

    public static TrackedLabel Label(WireLabel label) => new(label.Name, label.Color.ToLowerInvariant(), label.Description ?? "");

    // https://docs.github.com/en/graphql/reference/enums#commentauthorassociation; of an app it says nothing, and one may write only where it was let in.
    private static TrackedAuthor Author(WireUser? user, string? association) =>
        new(user?.Login ?? Nobody, association is "OWNER" or "MEMBER" or "COLLABORATOR" || user?.Type == "Bot");

    private static string LabelName(JsonElement label) => label.ValueKind switch
    {
        JsonValueKind.String => label.GetString()!,
        JsonValueKind.Object when label.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String => name.GetString()!,
        _ => throw new JsonException("a label has no name"),
    };
}
