using System.Text.Json.Nodes;
using Matrix.GitHub.World;

namespace Matrix.GitHub.Answering;

/// <summary>
/// https://docs.github.com/en/rest/search/search#search-issues-and-pull-requests: words in title and body, <c>repo:</c>, <c>is:</c>,
/// <c>state:</c>, <c>label:</c>.
/// </summary>
internal static class SearchCalls
{
    public static Answer Issues(Call call, IEnumerable<GitHubRepository> readable, Shapes shapes)
    {
        var terms = (call.Parameter("q") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (terms.Length == 0)
            return Answer.Invalid("Search", "q", "missing");

        var found = new JsonArray();
        foreach (var repository in readable)
        {
            foreach (var issue in repository.IssuesAndPullRequests.Where(issue => terms.All(term => Fits(repository, issue, term))))
            {
                var item = shapes.Issue(repository, issue);
                item["score"] = 1.0;

                // Here the description knows no null.
                if (issue.Body is null)
                    item.Remove("body");
                found.Add((JsonNode)item);
            }
        }

        return new Answer(200, new JsonObject { ["total_count"] = found.Count, ["incomplete_results"] = false, ["search_type"] = "lexical", ["items"] = found });
    }

    private static bool Fits(GitHubRepository repository, GitHubIssue issue, string term) => term.Split(':', 2) switch
    {
        ["repo", var name] => repository.IsCalled(name),
        ["is" or "type", "issue"] => !issue.IsPullRequest,
        ["is" or "type", "pr"] => issue.IsPullRequest,
        ["is" or "state", var state] => issue.IsOpen == (state == "open"),
        ["label", var label] => issue.Labels.Contains(label.Trim('"'), StringComparer.OrdinalIgnoreCase),
        _ => $"{issue.Title} {issue.Body}".Contains(term.Trim('"'), StringComparison.OrdinalIgnoreCase),
    };
}
