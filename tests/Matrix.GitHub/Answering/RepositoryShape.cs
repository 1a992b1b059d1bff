using System.Text.Json.Nodes;
using Matrix.GitHub.World;

namespace Matrix.GitHub.Answering;

/// <summary>A repository on the wire: eighty members, most of them addresses.</summary>
internal static class RepositoryShape
{
    private static readonly string[] Addresses =
    [
        "archive", "assignees", "blobs", "branches", "collaborators", "comments", "commits", "compare", "contents", "contributors", "deployments", "downloads", "events",
        "forks", "git_commits", "git_refs", "git_tags", "hooks", "issue_comment", "issue_events", "issues", "keys", "labels", "languages", "merges", "milestones",
        "notifications", "pulls", "releases", "stargazers", "statuses", "subscribers", "subscription", "tags", "teams", "trees", "clone", "git", "ssh", "svn",
    ];

    private static readonly string[] Counts =
        ["forks", "forks_count", "size", "stargazers_count", "watchers", "watchers_count", "network_count", "subscribers_count"];

    private static readonly string[] Nothing = ["description", "homepage", "language", "license", "mirror_url"];

    private static readonly string[] Never = ["fork", "disabled", "has_projects", "has_wiki", "has_pages", "has_discussions"];

    public static JsonObject Of(Visit visit)
    {
        var (repository, url) = (visit.Repository, visit.Shapes.Url(visit.Repository));
        var open = repository.IssuesAndPullRequests.Count(issue => issue.IsOpen);
        var time = Shapes.Time(repository.CreatedAt);
        var json = new JsonObject
        {
            ["id"] = repository.Id,
            ["node_id"] = $"R_{repository.Id}",
            ["name"] = repository.FullName.Split('/')[1],
            ["full_name"] = repository.FullName,
            ["owner"] = visit.Shapes.User(repository.FullName.Split('/')[0]),
            ["private"] = repository.IsPrivate,
            ["url"] = url,
            ["html_url"] = $"https://github.example/{repository.FullName}",
            ["default_branch"] = "main",
            ["has_issues"] = repository.HasIssues,
            ["archived"] = repository.IsArchived,
            ["open_issues"] = open,
            ["open_issues_count"] = open,
            ["pushed_at"] = time,
            ["created_at"] = time,
            ["updated_at"] = time,
        };
        foreach (var name in Addresses)
            json[name + "_url"] = $"{url}/{name}";
        foreach (var name in Counts)
            json[name] = 0;
        foreach (var name in Nothing)
            json[name] = null;
        foreach (var name in Never)
            json[name] = false;
        if (visit.Token.Text.Length > 0)
            json["permissions"] = Permissions(visit.Token);
        return json;
    }

    // Of a workflow's token GitHub says false to all, whatever the token may do.
    private static JsonObject Permissions(GitHubToken token)
    {
        var (pull, push) = token.Kind == TokenKind.Installation ? (false, false) : (true, token.OwnerMayWrite);
        return new JsonObject { ["admin"] = false, ["maintain"] = false, ["push"] = push, ["triage"] = push, ["pull"] = pull };
    }
}
