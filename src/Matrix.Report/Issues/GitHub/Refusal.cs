using System.Net;
using System.Text.RegularExpressions;
using Matrix.Results;

namespace Matrix.Report.Issues.GitHub;

/// <summary>What an answer that is no success means, and what a person can do.</summary>
internal static partial class Refusal
{
    private const string Later = "try again later; https://www.githubstatus.com says whether GitHub has trouble";
    private const string LeastPermission = "Issues: read and write";

    public static MatrixException Of(Attempt attempt, RateLimit? limit) => attempt switch
    {
        Attempt.Failed { Request: { IsRepeatable: false, IsWrite: true } request, WasSent: true, Reason: var reason } => new AnswerLostException(request.What, reason),
        Attempt.Failed { Request: var request, Reason: var reason } => Error(request, reason, "see that the network and the address of GitHub are right, and try again"),
        Attempt.Answered { Request: { IsRepeatable: false, IsWrite: true } request, Answer: { IsServersFault: true } answer } =>
            new AnswerLostException(request.What, $"GitHub answered {(int)answer.Status}"),
        Attempt.Answered { Request: var request, Answer: var answer } => limit is null ? Of(request, answer) : OfLimit(request, limit),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>Nothing is done at a place that nobody named.</summary>
    public static MatrixException Moved(GitHubRequest request, RepositoryName repository, string to) => Error(
        request,
        $"GitHub says that it has moved from {repository} to {to}",
        "name what is meant by its present name; nothing is read from or written to a repository that was not named");

    public static MatrixException Odd(GitHubRequest request, string why) => !request.IsRepeatable
        ? new AnswerLostException(request.What, $"the answer to {request} is not as GitHub describes it ({why})")
        : Error(request, $"the answer to {request} is not as GitHub describes it ({why})", "see that the address is that of GitHub's interface");

    public static MatrixException Empty(GitHubRequest request, int open) => Error(request, $"GitHub lists none, although it counts {open:#,0} that are open", Later);

    private static MatrixException Of(GitHubRequest request, GitHubAnswer answer) => answer.Status switch
    {
        HttpStatusCode.Unauthorized => Error(request, $"GitHub does not take the token ({answer.Message})", "set GITHUB_TOKEN to a token that is valid and has not expired"),
        HttpStatusCode.Forbidden when answer.Message.Contains("archived", StringComparison.OrdinalIgnoreCase) => Error(request, "the repository is archived, so nothing in it can be changed", "unarchive it, or name another"),
        HttpStatusCode.Forbidden when answer.Header("X-GitHub-SSO") is not null => Error(request, answer.Message, "let the token into the organization: https://docs.github.com/en/enterprise-cloud@latest/authentication/authenticating-with-single-sign-on"),
        HttpStatusCode.Forbidden => Error(request, $"the token may not do that ({answer.Message})", Permission(answer) + Approval(answer)),
        HttpStatusCode.NotFound when request.IsWrite => Error(request, "GitHub says that it is not there, which is also what it says to a token that may not", Permission(answer)),
        HttpStatusCode.NotFound => Error(request, "GitHub says that it is not there, which is also what it says to a token that may not see it", "see that the name is right, and that the token may read it"),
        HttpStatusCode.Gone => Error(request, $"it is gone ({answer.Message})", "if issues are switched off in the repository, switch them on in its settings"),
        HttpStatusCode.UnprocessableEntity => Error(request, $"GitHub does not accept it ({answer.Message})", "this is the tool's mistake, unless the policy names a label that GitHub cannot have"),
        _ => Error(request, $"GitHub answered {(int)answer.Status}{(answer.Message.Length > 0 ? $" ({answer.Message})" : "")}", Later),
    };

    private static MatrixException OfLimit(GitHubRequest request, RateLimit limit) => Error(
        request,
        $"GitHub's {limit.Name} is reached for another {Patience.InWords(limit.Wait)}, which is longer than this run waits",
        "give the same command again then: what is done stays done");

    // "issues=write; contents=read,issues=write": any of the sets will do.
    private static string Permission(GitHubAnswer answer) => (answer.Header("X-Accepted-GitHub-Permissions"), answer.Header("X-Accepted-OAuth-Scopes")) switch
    {
        ({ Length: > 0 } accepted, _) => $"give the token the permission {string.Join(" or ", accepted.Split(';').Select(InWords).Distinct())} on this repository",
        (_, { Length: > 0 }) => $"give the token the scope public_repo (repo, if the repository is private), or take a fine-grained one with the permission {LeastPermission}",
        _ => $"give the token the permission {LeastPermission} on this repository",
    };

    // Until then it may only read what is public.
    private static string Approval(GitHubAnswer answer) =>
        answer.Message.Contains("personal access token", StringComparison.OrdinalIgnoreCase) ? "; in an organization, one of its owners may have to approve the token first" : "";

    private static string InWords(string permissions) => string.Join(" and ", permissions.Split(',', StringSplitOptions.TrimEntries).Select(permission => permission.Split('=') switch
    {
        [var name, "write"] when Name.IsMatch(name) => $"{char.ToUpperInvariant(name[0])}{name[1..].Replace('_', ' ')}: read and write",
        [var name, var level] when Name.IsMatch(name) && Name.IsMatch(level) => $"{char.ToUpperInvariant(name[0])}{name[1..].Replace('_', ' ')}: {level}",
        _ => LeastPermission,
    }));

    private static MatrixException Error(GitHubRequest request, string why, string hint) => new(ExitCode.PublishFailed, $"cannot {request.What}: {why}", hint);

    [GeneratedRegex("^[a-z_]{1,50}$")]
    private static partial Regex Name { get; }
}
