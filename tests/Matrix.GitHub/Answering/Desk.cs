using System.Globalization;
using Matrix.GitHub.World;

namespace Matrix.GitHub.Answering;

/// <summary>Answers a call: who is it, what is it about, may they, and then what is asked for.</summary>
internal sealed class Desk(GitHubWorld world, Shapes shapes)
{
    public Answer Serve(Call call, GitHubToken token)
    {
        switch (call.Segments)
        {
            case ["rate_limit"]:
                return RateCalls.Get(token);
            case ["search", "issues"]:
                return SearchCalls.Issues(call, world.Repositories.Where(repository => MayRead(repository, token)), shapes);
        }

        if (Find(call) is not var (repository, rest) || !MayRead(repository, token))
            return Answer.NotFound();

        return Moved(call, repository) ?? Refusal(call, repository, token) ?? Dispatch(new Visit(call, token, repository, shapes), rest);
    }

    /// <summary>The repository that a call is about, by the name it has now, a name it had, or its number; and the path behind it.</summary>
    public (GitHubRepository Repository, string[] Behind)? Find(Call call)
    {
        switch (call.Segments)
        {
            case ["repos", var owner, var name, .. var rest]:
                var fullName = $"{owner}/{name}";
                return (world.Repositories.FirstOrDefault(repository => repository.IsCalled(fullName))
                    ?? world.Repositories.FirstOrDefault(repository => repository.WasCalled(fullName))) is { } named ? (named, rest) : null;
            case ["repositories", var id, .. var rest]:
                return world.Repositories.FirstOrDefault(repository => repository.Id.ToString(CultureInfo.InvariantCulture) == id) is { } numbered ? (numbered, rest) : null;
            default:
                return null;
        }
    }

    private static bool MayRead(GitHubRepository repository, GitHubToken token) =>
        !repository.IsPrivate || (token.Text.Length > 0 && token.Access != Access.Nothing);

    // https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
    private Answer? Moved(Call call, GitHubRepository repository)
    {
        if (call.Segments[0] == "repositories" || repository.IsCalled($"{call.Segments[1]}/{call.Segments[2]}"))
            return null;

        var tail = string.Concat(call.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(3).Select(part => "/" + part));
        var url = $"{shapes.Root}/repositories/{repository.Id}{tail}{(call.Query.Length > 0 ? "?" + call.Query : "")}";
        var answer = Answer.Error(call.IsWrite ? 307 : 301, call.IsWrite ? "Temporary Redirect" : "Moved Permanently");
        answer.Body!["url"] = url;
        return answer.With("Location", url);
    }

    private static Answer? Refusal(Call call, GitHubRepository repository, GitHubToken token)
    {
        if (!call.IsWrite)
            return null;
        if (token.Text.Length == 0)
            return Answer.Error(401, "Requires authentication");
        if (repository.IsArchived)
            return Answer.Error(403, "Repository was archived so is read-only.");
        if (token.Access == Access.Write || (token.Access == Access.Participate && call.Method == "POST" && call.Segments[^1] is "issues" or "comments"))
            return null;

        return token.Kind switch
        {
            // https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#404-not-found-for-an-existing-resource
            TokenKind.Classic => Answer.NotFound(),
            TokenKind.FineGrained => Answer.Error(403, "Resource not accessible by personal access token"),
            _ => Answer.Error(403, "Resource not accessible by integration"),
        };
    }

    private static Answer Dispatch(Visit visit, string[] rest) => (visit.Call.Method, rest) switch
    {
        ("GET", []) => new Answer(200, RepositoryShape.Of(visit)),
        ("GET", ["labels"]) => LabelCalls.List(visit),
        ("POST", ["labels"]) => LabelCalls.Create(visit),
        ("GET", ["labels", var name]) => visit.Repository.FindLabel(name) is { } label ? LabelCalls.Get(visit, label) : Answer.NotFound(),
        ("PATCH", ["labels", var name]) => visit.Repository.FindLabel(name) is { } label ? LabelCalls.Update(visit, label) : Answer.NotFound(),
        (_, ["issues", ..]) when !visit.Repository.HasIssues => Answer.Error(410, "Issues has been disabled in this repository."),
        ("GET", ["issues"]) => IssueCalls.List(visit),
        ("POST", ["issues"]) => IssueCalls.Create(visit),
        ("GET" or "PATCH", ["issues", "comments", var id]) when long.TryParse(id, out var number) => CommentCalls.One(visit, number),
        (_, ["issues", var id, .. var tail]) when int.TryParse(id, out var number) =>
            visit.Repository.IssuesAndPullRequests.FirstOrDefault(issue => issue.Number == number) is { } issue ? OfIssue(visit, issue, tail)
            : visit.Repository.WasDeleted(number) ? Answer.Error(410, "This issue was deleted") : Answer.NotFound(),
        _ => Answer.NotFound(),
    };

    private static Answer OfIssue(Visit visit, GitHubIssue issue, string[] rest) => (visit.Call.Method, rest) switch
    {
        ("GET", []) => IssueCalls.Get(visit, issue),
        ("PATCH", []) => IssueCalls.Update(visit, issue),
        ("GET", ["comments"]) => CommentCalls.List(visit, issue),
        ("POST", ["comments"]) => CommentCalls.Create(visit, issue),
        ("GET", ["labels"]) => LabelCalls.OfIssue(visit, issue),
        ("POST", ["labels"]) => LabelCalls.AddTo(visit, issue),
        ("DELETE", ["labels", var name]) => LabelCalls.RemoveFrom(visit, issue, name),
        _ => Answer.NotFound(),
    };
}
