using System.Text.Json.Serialization;
using Octokit;

namespace Matrix.Report.Issues.GitHub;

// What Octokit has no model for, or one that breaks a promise; read and written by its serializer, which knows the names by their form.

/// <summary>Octokit's own <c>Issue</c> does not say how its author stands to the repository.</summary>
internal sealed class AssociatedIssue
{
    public int Number { get; private set; }

    public string Title { get; private set; } = "";

    public string? Body { get; private set; }

    public StringEnum<ItemState> State { get; private set; }

    public StringEnum<ItemStateReason>? StateReason { get; private set; }

    public IReadOnlyList<Label> Labels { get; private set; } = [];

    public bool Locked { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public User? User { get; private set; }

    public string? AuthorAssociation { get; private set; }

    public string HtmlUrl { get; private set; } = "";

    /// <summary>There only where it is a pull request.</summary>
    public PullRequest? PullRequest { get; private set; }
}

/// <summary>Octokit's own <c>IssueUpdate</c> takes an issue off its milestone each time.</summary>
internal sealed class IssuePatch
{
    public string? Title { get; init; }

    public string? Body { get; init; }

    public ItemState? State { get; init; }

    public ItemStateReason? StateReason { get; init; }
}

/// <summary>Octokit's own <c>LabelUpdate</c> names the label again, and is sent as a POST.</summary>
internal sealed class LabelPatch
{
    public string Color { get; init; } = "";

    public string Description { get; init; } = "";
}

internal sealed class LabelNames
{
    public IReadOnlyList<string> Labels { get; init; } = [];
}

/// <summary>What is read and kept beside Octokit: errors, and answers from an earlier time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireError))]
[JsonSerializable(typeof(KeptAnswer))]
internal sealed partial class GitHubJson : JsonSerializerContext;

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
