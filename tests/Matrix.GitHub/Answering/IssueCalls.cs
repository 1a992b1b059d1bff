using System.Globalization;
using System.Text.Json.Nodes;
using Matrix.GitHub.World;

namespace Matrix.GitHub.Answering;

/// <summary>https://docs.github.com/en/rest/issues/issues</summary>
internal static class IssueCalls
{
    private const int LongestTitle = 256;
    private const int LongestBody = 65_536;

    public static Answer List(Visit visit)
    {
        var call = visit.Call;
        var state = call.Parameter("state") ?? "open";
        var labels = call.Parameter("labels")?.Split(',') ?? [];
        var since = call.Parameter("since") is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : DateTimeOffset.MinValue;
        var found = visit.Repository.Listed
            .Where(issue => state == "all" || issue.IsOpen == (state == "open"))
            .Where(issue => labels.All(label => issue.Labels.Contains(label, StringComparer.OrdinalIgnoreCase)))
            .Where(issue => issue.UpdatedAt >= since);
        return Page.Of(visit, Sorted(found, call), issue => visit.Shapes.Issue(visit.Repository, issue));
    }

    public static Answer Get(Visit visit, GitHubIssue issue) => new(200, visit.Shapes.Issue(visit.Repository, issue));

    public static Answer Create(Visit visit)
    {
        if (Fault(visit.Call, isNew: true) is { } fault)
            return fault;

        var issue = visit.Repository.Open(Title(visit.Call)!, visit.Call.Text("body"), visit.Token.Login, visit.MayWrite ? LabelCalls.Named(visit.Call) : []);
        return new Answer(201, visit.Shapes.Issue(visit.Repository, issue)).With("Location", $"{visit.Shapes.Url(visit.Repository)}/issues/{issue.Number}");
    }

    public static Answer Update(Visit visit, GitHubIssue issue)
    {
        if (Fault(visit.Call, isNew: false) is { } fault)
            return fault;

        var json = visit.Call.Json;
        if (json.ContainsKey("title"))
            issue.Retitle(Title(visit.Call)!);
        if (json.ContainsKey("body"))
            issue.Edit(visit.Call.Text("body"));
        if (json["labels"] is JsonArray)
            Relabel(issue, LabelCalls.Named(visit.Call));
        ChangeState(issue, visit.Call.Text("state"), visit.Call.Text("state_reason"));
        return Get(visit, issue);
    }

    // Ignored unless the state changes; a closed issue can be given another reason, though.
    private static void ChangeState(GitHubIssue issue, string? state, string? reason)
    {
        if (state == "closed" && (issue.IsOpen || (reason is not null && reason != issue.StateReason)))
            issue.Close(reason ?? "completed");
        else if (state == "open" && !issue.IsOpen)
            issue.Reopen();
    }

    private static void Relabel(GitHubIssue issue, IReadOnlyList<string> labels)
    {
        foreach (var label in issue.Labels.Except(labels, StringComparer.OrdinalIgnoreCase))
            issue.RemoveLabel(label);
        foreach (var label in labels)
            issue.AddLabel(label);
    }

    private static Answer? Fault(Call call, bool isNew)
    {
        var title = Title(call);
        if (title is null ? isNew || call.Json.ContainsKey("title") : string.IsNullOrWhiteSpace(title))
            return Answer.Invalid("Issue", "title", "missing_field");
        if (title?.Length > LongestTitle)
            return Answer.Invalid("Issue", "title", "custom", $"title is too long (maximum is {LongestTitle} characters)");
        if (call.Text("body")?.Length > LongestBody)
            return Answer.Invalid("Issue", "body", "custom", $"body is too long (maximum is {LongestBody} characters)");
        if (call.Text("state") is not (null or "open" or "closed"))
            return Answer.Invalid("Issue", "state", "invalid");
        return call.Json["body"] is null or JsonValue && call.Text("body") is null && call.Json["body"] is not null ? Answer.Invalid("Issue", "body", "invalid") : null;
    }

    private static string? Title(Call call) => call.Text("title") ?? (call.Json["title"] as JsonValue)?.ToString();

    private static List<GitHubIssue> Sorted(IEnumerable<GitHubIssue> issues, Call call)
    {
        var rising = issues.OrderBy(issue => call.Parameter("sort") switch
        {
            "updated" => issue.UpdatedAt.Ticks,
            "comments" => issue.Comments.Count,
            _ => issue.CreatedAt.Ticks,
        }).ThenBy(issue => issue.Number).ToList();
        if (call.Parameter("direction") != "asc")
            rising.Reverse();
        return rising;
    }
}
