using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Matrix.GitHub.World;

namespace Matrix.GitHub.Answering;

/// <summary>What issues, labels and comments look like on the wire. GitHub's description says which members have to be there.</summary>
/// <param name="root">Address of the interface, without a slash at its end.</param>
/// <param name="world">Knows who has a say.</param>
internal sealed class Shapes(string root, GitHubWorld world)
{
    private const string Web = "https://github.example";

    public string Root => root;

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public JsonObject Issue(GitHubRepository repository, GitHubIssue issue)
    {
        var url = $"{Url(repository)}/issues/{issue.Number}";
        var kind = issue.IsPullRequest ? "pull" : "issues";
        var json = new JsonObject
        {
            ["id"] = (repository.Id * 10_000) + issue.Number,
            ["node_id"] = NodeId("I", issue.Number),
            ["url"] = url,
            ["repository_url"] = Url(repository),
            ["labels_url"] = url + "/labels{/name}",
            ["comments_url"] = url + "/comments",
            ["events_url"] = url + "/events",
            ["html_url"] = $"{Web}/{repository.FullName}/{kind}/{issue.Number}",
            ["number"] = issue.Number,
            ["state"] = issue.IsOpen ? "open" : "closed",
            ["state_reason"] = issue.StateReason,
            ["title"] = issue.Title,
            ["body"] = issue.Body,
            ["user"] = User(issue.Author),
            ["labels"] = Labels(repository, issue.LabelObjects),
            ["assignee"] = null,
            ["assignees"] = new JsonArray(),
            ["milestone"] = null,
            ["locked"] = issue.IsLocked,
            ["active_lock_reason"] = null,
            ["comments"] = issue.Comments.Count,
            ["closed_at"] = issue.ClosedAt is { } closed ? Time(closed) : null,
            ["created_at"] = Time(issue.CreatedAt),
            ["updated_at"] = Time(issue.UpdatedAt),
            ["author_association"] = world.AssociationOf(issue.Author),
        };
        if (issue.IsPullRequest)
        {
            json["pull_request"] = new JsonObject
            {
                ["url"] = $"{Url(repository)}/pulls/{issue.Number}",
                ["html_url"] = $"{Web}/{repository.FullName}/pull/{issue.Number}",
                ["diff_url"] = $"{Web}/{repository.FullName}/pull/{issue.Number}.diff",
                ["patch_url"] = $"{Web}/{repository.FullName}/pull/{issue.Number}.patch",
            };
        }

        return json;
    }

    public JsonArray Labels(GitHubRepository repository, IEnumerable<GitHubLabel> labels) => [.. labels.Select(label => Label(repository, label))];

    public JsonObject Label(GitHubRepository repository, GitHubLabel label) => new()
    {
        ["id"] = label.Id,
        ["node_id"] = NodeId("LA", label.Id),
        ["url"] = $"{Url(repository)}/labels/{Uri.EscapeDataString(label.Name)}",
        ["name"] = label.Name,
        ["color"] = label.Colour,
        ["default"] = false,
        ["description"] = label.Description.Length == 0 ? null : label.Description,
    };

    public JsonObject Comment(GitHubRepository repository, GitHubIssue issue, GitHubComment comment) => new()
    {
        ["id"] = comment.Id,
        ["node_id"] = NodeId("IC", comment.Id),
        ["url"] = $"{Url(repository)}/issues/comments/{comment.Id}",
        ["html_url"] = $"{Web}/{repository.FullName}/issues/{issue.Number}#issuecomment-{comment.Id}",
        ["issue_url"] = $"{Url(repository)}/issues/{issue.Number}",
        ["user"] = User(comment.Author),
        ["body"] = comment.Body,
        ["created_at"] = Time(comment.CreatedAt),
        ["updated_at"] = Time(comment.UpdatedAt),
        ["author_association"] = world.AssociationOf(comment.Author),
    };

    public JsonObject User(string login)
    {
        var escaped = Uri.EscapeDataString(login);
        var url = $"{root}/users/{escaped}";
        return new JsonObject
        {
            ["login"] = login,
            ["id"] = login.Length,
            ["node_id"] = NodeId("U", login.Length),
            ["avatar_url"] = $"{Web}/avatars/{escaped}",
            ["gravatar_id"] = "",
            ["url"] = url,
            ["html_url"] = $"{Web}/{escaped}",
            ["followers_url"] = url + "/followers",
            ["following_url"] = url + "/following{/other_user}",
            ["gists_url"] = url + "/gists{/gist_id}",
            ["starred_url"] = url + "/starred{/owner}{/repo}",
            ["subscriptions_url"] = url + "/subscriptions",
            ["organizations_url"] = url + "/orgs",
            ["repos_url"] = url + "/repos",
            ["events_url"] = url + "/events{/privacy}",
            ["received_events_url"] = url + "/received_events",
            ["type"] = GitHubWorld.IsApp(login) ? "Bot" : "User",
            ["site_admin"] = false,
        };
    }

    public string Url(GitHubRepository repository) => $"{root}/repos/{repository.FullName}";

    private static string NodeId(string kind, long id) => $"{kind}_{Convert.ToBase64String(Encoding.ASCII.GetBytes($"{id}"))}";
}
