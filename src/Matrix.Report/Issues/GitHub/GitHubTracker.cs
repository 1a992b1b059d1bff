using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Matrix.Results;
using Octokit;
using Octokit.Internal;

namespace Matrix.Report.Issues.GitHub;

/// <summary>The issues of a repository on GitHub. https://docs.github.com/en/rest/issues</summary>
internal sealed partial class GitHubTracker : IIssueTracker, IDisposable
{
    public const int PageSize = 100;

    private static readonly ApiOptions Pages = new() { PageSize = PageSize };

    private readonly RepositoryName repository;
    private readonly GitHubSettings settings;
    private readonly GitHubClient client;
    private readonly OctokitCalls octokit;
    private int opened;

    public GitHubTracker(RepositoryName repository, GitHubSettings settings)
    {
        (this.repository, this.settings) = (repository, settings);
        client = new GitHubClient(settings);
        octokit = new OctokitCalls(client, settings.Address, MovedAsync);
    }

    public RepositoryName Repository => repository;

    public RequestCounts Counts => client.Counts;

    private string Owner => repository.Owner;

    private string Name => repository.Name;

    public async Task<RepositoryFacts> DescribeAsync(CancellationToken cancellation)
    {
        var (found, last) = await RepositoryAsync(cancellation);
        return new RepositoryFacts(found.Private, found.Archived, found.HasIssues, RepositoryRights.Of(found, settings.Token, last.Answer.Header("X-OAuth-Scopes")));
    }

    public async Task<IReadOnlyList<TrackedIssue>> IssuesAsync(CancellationToken cancellation)
    {
        // By age, so that a page changes only where one of its issues does, and what comes in between comes last.
        var call = new Call($"read the issues of {repository}", cancellation) { IsKept = true, IsList = true, Required = WireMember.OfIssue };
        var (all, last) = await octokit.AskAsync(call, api => api.GetAll<AssociatedIssue>(ApiUrls.Issues(Owner, Name), Listed("asc"), Pages));
        if (all.Count == 0)
            await DemandNoneAsync(last.Request, cancellation);
        return [.. all.Where(issue => issue.PullRequest is null).Select(Reading.Issue).DistinctBy(issue => issue.Number).OrderBy(issue => issue.Number)];
    }

    public async Task<IReadOnlyList<TrackedIssue>> IssuesAfterAsync(int number, CancellationToken cancellation)
    {
        var call = new Call($"read the newest issues of {repository}", cancellation) { IsList = true, Required = WireMember.OfIssue };
        var (newest, _) = await octokit.AskAsync(call, api => NewestAsync(api, number));
        return [.. newest.Where(issue => issue.Number > number && issue.PullRequest is null).DistinctBy(issue => issue.Number).Select(Reading.Issue)];
    }

    public async Task<TrackedIssue?> IssueAsync(int number, CancellationToken cancellation)
    {
        var call = new Call($"read issue {number} of {repository}", cancellation)
        {
            Required = WireMember.OfIssue,
            // Who may not see the repository has not come as far as this.
            IsDone = answer => answer.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone,
        };
        var (issue, _) = await octokit.AskAsync<AssociatedIssue?>(call, async api => await api.Get<AssociatedIssue>(ApiUrls.Issue(Owner, Name, number)));
        return issue is null ? null : Reading.Issue(issue);
    }

    public async Task<IReadOnlyList<TrackedComment>> CommentsAsync(int number, CancellationToken cancellation)
    {
        var call = new Call($"read the comments on issue {number} of {repository}", cancellation) { IsKept = true, IsList = true, Required = WireMember.OfComment };
        // Octokit's own method asks for an order that GitHub does not know here.
        var (comments, _) = await octokit.AskAsync(call, api => api.GetAll<IssueComment>(ApiUrls.IssueComments(Owner, Name, number), Pages));
        return [.. comments.Select(Reading.Comment)];
    }

    public async Task<IReadOnlyList<TrackedLabel>> LabelsAsync(CancellationToken cancellation)
    {
        var call = new Call($"read the labels of {repository}", cancellation) { IsKept = true, IsList = true, Required = WireMember.OfLabel };
        var (labels, _) = await octokit.AskAsync(call, api => new IssuesLabelsClient(api).GetAllForRepository(Owner, Name, Pages));
        return [.. labels.Select(Reading.Label)];
    }

    public async Task<TrackedIssue> OpenAsync(NewIssue issue, CancellationToken cancellation)
    {
        var wanted = new Octokit.NewIssue(issue.Title) { Body = issue.Body };
        foreach (var label in issue.Labels)
            wanted.Labels.Add(label);

        var call = new Call($"open an issue in {repository}", cancellation) { Required = WireMember.OfIssue };
        var (made, _) = await octokit.AskAsync(call, api => api.Post<AssociatedIssue>(ApiUrls.Issues(Owner, Name), wanted));
        opened++;
        return Reading.Issue(made);
    }

    public async Task<TrackedIssue> UpdateAsync(int number, IssueChange change, CancellationToken cancellation)
    {
        var (state, reason) = change.State switch
        {
            StateChange.Reopen => (ItemState.Open, ItemStateReason.Reopened),
            StateChange.CloseCompleted => (ItemState.Closed, ItemStateReason.Completed),
            _ => ((ItemState?)null, (ItemStateReason?)null),
        };
        var patch = new IssuePatch { Title = change.Title, Body = change.Body, State = state, StateReason = reason };
        var call = new Call($"change issue {number} of {repository}", cancellation) { Required = WireMember.OfIssue };
        var (changed, _) = await octokit.AskAsync(call, api => api.Patch<AssociatedIssue>(ApiUrls.Issue(Owner, Name, number), patch));
        return Reading.Issue(changed);
    }

    public async Task<TrackedComment> CommentAsync(int number, string body, CancellationToken cancellation)
    {
        var call = new Call($"comment on issue {number} of {repository}", cancellation) { Required = WireMember.OfComment };
        var (made, _) = await octokit.AskAsync(call, api => new IssueCommentsClient(api).Create(Owner, Name, number, body));
        return Reading.Comment(made);
    }

    public Task AddLabelsAsync(int number, IReadOnlyList<string> labels, CancellationToken cancellation) => octokit.AskAsync(
        new Call($"label issue {number} of {repository}", cancellation) { IsRepeatable = true },
        api => api.Post<IReadOnlyList<Label>>(ApiUrls.IssueLabels(Owner, Name, number), new LabelNames { Labels = labels }));

    public Task RemoveLabelAsync(int number, string label, CancellationToken cancellation) => octokit.AskAsync(
        new Call($"take the label {label} off issue {number} of {repository}", cancellation) { IsDone = answer => answer.Error.Message == "Label does not exist" },
        api => new IssuesLabelsClient(api).RemoveFromIssue(Owner, Name, number, Escaped(label)));

    public Task CreateLabelAsync(TrackedLabel label, CancellationToken cancellation) => octokit.AskAsync(
        new Call($"make the label {label.Name} in {repository}", cancellation)
        {
            IsRepeatable = true,
            // By an earlier attempt, or by somebody else meanwhile: how it looks is seen to next time.
            IsDone = answer => answer.Error.Has("already_exists"),
        },
        api => new IssuesLabelsClient(api).Create(Owner, Name, new NewLabel(label.Name, label.Colour) { Description = label.Description }));

    public Task UpdateLabelAsync(TrackedLabel label, CancellationToken cancellation) => octokit.AskAsync(
        new Call($"change the label {label.Name} of {repository}", cancellation),
        api => api.Patch<Label>(ApiUrls.Label(Owner, Name, Escaped(label.Name)), new LabelPatch { Color = label.Colour, Description = label.Description }));

    public void Dispose() => client.Dispose();

    private static Dictionary<string, string> Listed(string direction) => new() { ["state"] = "all", ["sort"] = "created", ["direction"] = direction };

    // Page by page, until one reaches back to the number.
    private async Task<List<AssociatedIssue>> NewestAsync(IApiConnection api, int number)
    {
        var newest = new List<AssociatedIssue>();
        for (var page = 1; ; page++)
        {
            var found = await api.GetAll<AssociatedIssue>(ApiUrls.Issues(Owner, Name), Listed("desc"), new ApiOptions { PageSize = PageSize, StartPage = page, PageCount = 1 });
            newest.AddRange(found);
            if (found.Count < PageSize || found.Any(issue => issue.Number <= number))
                return newest;
        }
    }

    // Octokit writes the names of labels into addresses as they are.
    private static string Escaped(string label) => Uri.EscapeDataString(label);

    private async Task<(Repository Repository, Exchange Last)> RepositoryAsync(CancellationToken cancellation)
    {
        var call = new Call($"read what {repository} is", cancellation) { Required = WireMember.OfRepository };
        var (found, last) = await octokit.AskAsync(call, api => new RepositoriesClient(api).Get(Owner, Name));
        return RepositoryName.TryParse(found.FullName, out var name) && name == repository ? (found, last) : throw Refusal.Odd(last.Request, "it tells of another repository");
    }

    // In trouble GitHub has answered with empty lists, as if all were well: every cause would be opened anew. What was just opened may be missing.
    private async Task DemandNoneAsync(GitHubRequest list, CancellationToken cancellation)
    {
        var (found, _) = await RepositoryAsync(cancellation);
        if (found.OpenIssuesCount > opened)
            throw Refusal.Empty(list, found.OpenIssuesCount);
    }

    private async Task<Exception> MovedAsync(GitHubRequest request, GitHubAnswer answer, CancellationToken cancellation) =>
        Refusal.Moved(request, repository, await NewNameAsync(answer.Header("Location"), cancellation));

    // GitHub tells the number of what has moved; asking for its name is only reading, and only at the same address.
    private async Task<string> NewNameAsync(string? location, CancellationToken cancellation)
    {
        const string Elsewhere = "another address";
        var root = settings.Address.Root;
        if (location is null || !location.StartsWith(root + "/", StringComparison.OrdinalIgnoreCase) || Numbered.Match(location[root.Length..]) is not { Success: true } path)
            return Elsewhere;

        try
        {
            var request = new GitHubRequest(HttpMethod.Get, path.Value, $"read what {repository} is called now");
            var answer = await client.SendAsync(request, cancellation);
            return answer.IsRedirect || !RepositoryName.TryParse(FullName(request, answer), out var name) ? Elsewhere : name.ToString();
        }
        catch (MatrixException)
        {
            return "where this token may not look";
        }
    }

    private static string FullName(GitHubRequest request, GitHubAnswer answer)
    {
        WireCheck.Demand(request, answer, WireMember.OfRepository, isList: false);
        return new SimpleJsonSerializer().Deserialize<Repository>(Encoding.UTF8.GetString(answer.Body.Span)).FullName;
    }

    [GeneratedRegex(@"\A/repositories/[0-9]+(?=/|\?|\z)")]
    private static partial Regex Numbered { get; }
}
