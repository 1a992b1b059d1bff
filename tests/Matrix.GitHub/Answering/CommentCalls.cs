using Matrix.GitHub.World;

namespace Matrix.GitHub.Answering;

/// <summary>https://docs.github.com/en/rest/issues/comments</summary>
internal static class CommentCalls
{
    private const int LongestBody = 65_536;

    public static Answer List(Visit visit, GitHubIssue issue) =>
        Page.Of(visit, issue.AsOf(visit.Repository.Now - visit.Repository.Lag)?.Comments ?? [], comment => visit.Shapes.Comment(visit.Repository, issue, comment));

    public static Answer Create(Visit visit, GitHubIssue issue)
    {
        if (Fault(visit.Call) is { } fault)
            return fault;
        // A workflow may not either, whatever its token may do: https://github.com/hashicorp/terraform-github-actions/issues/100
        if (issue.IsLocked && (!visit.MayWrite || visit.Token.Kind == TokenKind.Installation))
            return Answer.Error(403, "Unable to create comment because issue is locked.");

        return new Answer(201, visit.Shapes.Comment(visit.Repository, issue, issue.Comment(visit.Token.Login, visit.Call.Text("body")!)));
    }

    public static Answer One(Visit visit, long id)
    {
        foreach (var issue in visit.Repository.IssuesAndPullRequests)
        {
            if (issue.Comments.FirstOrDefault(comment => comment.Id == id) is { } comment)
                return visit.Call.IsWrite ? Update(visit, issue, comment) : new Answer(200, visit.Shapes.Comment(visit.Repository, issue, comment));
        }

        return Answer.NotFound();
    }

    private static Answer Update(Visit visit, GitHubIssue issue, GitHubComment comment)
    {
        if (Fault(visit.Call) is { } fault)
            return fault;

        issue.EditComment(comment.Id, visit.Call.Text("body")!);
        return new Answer(200, visit.Shapes.Comment(visit.Repository, issue, comment));
    }

    private static Answer? Fault(Call call) => call.Text("body") switch
    {
        null => Answer.Invalid("IssueComment", "body", "missing_field"),
        { } body when string.IsNullOrWhiteSpace(body) => Answer.Invalid("IssueComment", "body", "custom", "body can't be blank"),
        { Length: > LongestBody } => Answer.Invalid("IssueComment", "body", "custom", $"body is too long (maximum is {LongestBody} characters)"),
        _ => null,
    };
}
