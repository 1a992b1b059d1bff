using System.Text.Json;
using System.Text.Json.Serialization;

namespace Matrix.Report.Issues.GitHub;

/// <summary>Of GitHub's JSON what we read and write. What is required here is so in its description; the rest of it is passed over.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireRepository))]
[JsonSerializable(typeof(WireIssue))]
[JsonSerializable(typeof(List<WireIssue>))]
[JsonSerializable(typeof(WireComment))]
[JsonSerializable(typeof(List<WireComment>))]
[JsonSerializable(typeof(WireLabel))]
[JsonSerializable(typeof(List<WireLabel>))]
[JsonSerializable(typeof(WireError))]
[JsonSerializable(typeof(WireNewIssue))]
[JsonSerializable(typeof(WireIssueChange))]
[JsonSerializable(typeof(WireBody))]
[JsonSerializable(typeof(WireLabels))]
[JsonSerializable(typeof(WireNewLabel))]
[JsonSerializable(typeof(WireLabelChange))]
[JsonSerializable(typeof(KeptAnswer))]
internal sealed partial class GitHubJson : JsonSerializerContext;

internal sealed record WireRepository
{
    public required string FullName { get; init; }

    public required bool Private { get; init; }

    public required bool Archived { get; init; }

    public required bool HasIssues { get; init; }

    /// <summary>With pull requests.</summary>
    public required int OpenIssuesCount { get; init; }

    public WirePermissions? Permissions { get; init; }
}

internal sealed record WirePermissions(bool Admin, bool Maintain, bool Push, bool Triage, bool Pull);

internal sealed record WireUser
{
    public required string Login { get; init; }

    public required string Type { get; init; }
}

internal sealed record WireIssue
{
    public required int Number { get; init; }

    public required string Title { get; init; }

    public string? Body { get; init; }

    public required string State { get; init; }

    public string? StateReason { get; init; }

    /// <summary>Text or objects, as GitHub's description has it.</summary>
    public required List<JsonElement> Labels { get; init; }

    public required bool Locked { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required DateTimeOffset? ClosedAt { get; init; }

    public required WireUser? User { get; init; }

    public string? AuthorAssociation { get; init; }

    public required string HtmlUrl { get; init; }

    /// <summary>There only where it is a pull request.</summary>
    public JsonElement? PullRequest { get; init; }
}

internal sealed record WireComment
{
    public required long Id { get; init; }

    public string? Body { get; init; }

    public required WireUser? User { get; init; }

    public string? AuthorAssociation { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed record WireLabel
{
    public required string Name { get; init; }

    public required string Color { get; init; }

    public required string? Description { get; init; }
}

internal sealed record WireNewIssue(string Title, string Body, IReadOnlyList<string> Labels);

internal sealed record WireIssueChange(string? Title, string? Body, string? State, string? StateReason);

internal sealed record WireBody(string Body);

internal sealed record WireLabels(IReadOnlyList<string> Labels);

internal sealed record WireNewLabel(string Name, string Color, string Description);

internal sealed record WireLabelChange(string Color, string Description);
