using System.Globalization;
using Matrix.GitHub.World;

namespace Matrix.Report.Tests.Issues.RealRuns;

/// <summary>All that a repository holds, as text, without its times: two that went other ways to the same end look alike.</summary>
internal static class RepositoryPortrait
{
    public static string Of(GitHubRepository repository) => string.Join('\n', repository.Labels.Select(Label).Order(StringComparer.Ordinal).Concat(repository.Issues.SelectMany(Lines)));

    private static string Label(GitHubLabel label) => $"label {label.Name} #{label.Colour} {label.Description}";

    private static IEnumerable<string> Lines(GitHubIssue issue) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"issue {issue.Number} {(issue.IsOpen ? "open" : "closed")} {issue.StateReason}: {issue.Title}"),
        $"labels: {string.Join(' ', issue.Labels.Order(StringComparer.Ordinal))}",
        issue.Body ?? "",
        .. issue.Comments.Select(comment => $"comment: {comment.Body}"),
    ];
}
