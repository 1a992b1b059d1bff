using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Matrix.Report.Issues.Tracking;
using Matrix.Results;

namespace Matrix.Report.Issues.GitHub;

/// <summary>The issues of a repository on GitHub. https://docs.github.com/en/rest/issues</summary>
internal sealed partial class GitHubTracker(RepositoryName repository, GitHubSettings settings) : IIssueTracker, IDisposable
{
    private const int MostPages = 1000;
    private const int PageSize = 100;

    private readonly GitHubClient client = new(settings);
    private int opened;

    public RepositoryName Repository => repository;

    public RequestCounts Counts => client.Counts;

    private string Root => $"/repos/{repository}";

    public async Task<RepositoryFacts> DescribeAsync(CancellationToken cancellation)
    {
        var (found, answer) = await RepositoryAsync(cancellation);
        return new RepositoryFacts(found.Private, found.Archived, found.HasIssues, RepositoryRights.Of(found, settings.Token, answer.Header("X-OAuth-Scopes")));
    }

    public async Task<IReadOnlyList<TrackedIssue>> IssuesAsync(CancellationToken cancellation)
    {
        // By age, so that a page changes only where one of its issues does, and what comes in between comes last.
        var request = Read($"/issues?state=all&sort=created&direction=asc&per_page={PageSize}", $"read the issues of {repository}");
        var listed = 0;
        var all = await ListAsync(request, GitHubJson.Default.ListWireIssue, issue => ++listed > 0 && issue.PullRequest is null ? Reading.Issue(issue) : null, cancellation);
        if (listed == 0)
            await DemandNoneAsync(request, cancellation);
        return [.. all.DistinctBy(issue => issue.Number).OrderBy(issue => issue.Number)];
    }

    public async Task<IReadOnlyList<TrackedIssue>> IssuesAfterAsync(int number, CancellationToken cancellation)
    {
        var request = Read($"/issues?state=all&sort=created&direction=desc&per_page={PageSize}", $"read the newest issues of {repository}") with { IsKept = false };
        var newest = await ListAsync(request, GitHubJson.Default.ListWireIssue, issue => issue, cancellation, until: issue => issue.Number <= number);
        return [.. newest.Where(issue => issue.Number > number && issue.PullRequest is null).DistinctBy(issue => issue.Number).Select(Reading.Issue)];
    }

    public async Task<TrackedIssue?> IssueAsync(int number, CancellationToken cancellation)
    {
        var request = Read($"/issues/{number}", $"read issue {number} of {repository}") with
        {
            IsKept = false,
            // Who may not see the repository has not come as far as this.
            IsDone = answer => answer.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone,
        };
        var answer = await client.SendAsync(request, cancellation);
        return answer.IsSuccess ? Parse(request, answer, GitHubJson.Default.WireIssue, Reading.Issue) : null;
    }

    public Task<IReadOnlyList<TrackedComment>> CommentsAsync(int number, CancellationToken cancellation) => ListAsync(
        Read($"/issues/{number}/comments?per_page={PageSize}", $"read the comments on issue {number} of {repository}"), GitHubJson.Default.ListWireComment, Reading.Comment, cancellation);

    public Task<IReadOnlyList<TrackedLabel>> LabelsAsync(CancellationToken cancellation) => ListAsync(
        Read($"/labels?per_page={PageSize}", $"read the labels of {repository}"), GitHubJson.Default.ListWireLabel, Reading.Label, cancellation);

    public async Task<TrackedIssue> OpenAsync(NewIssue issue, CancellationToken cancellation)
    {
        var request = Write(HttpMethod.Post, "/issues", $"open an issue in {repository}", new WireNewIssue(issue.Title, issue.Body, issue.Labels), GitHubJson.Default.WireNewIssue);
        var made = Parse(request, await SendAsync(request, cancellation), GitHubJson.Default.WireIssue, Reading.Issue);
        opened++;
        return made;
    }

    public async Task<TrackedIssue> UpdateAsync(int number, IssueChange change, CancellationToken cancellation)
    {
        var (state, reason) = change.State switch
        {
            StateChange.Reopen => ("open", "reopened"),
            StateChange.CloseCompleted => ("closed", "completed"),
            _ => ((string?)null, (string?)null),
        };
        var request = Write(HttpMethod.Patch, $"/issues/{number}", $"change issue {number} of {repository}", new WireIssueChange(change.Title, change.Body, state, reason), GitHubJson.Default.WireIssueChange);
        return Parse(request, await SendAsync(request, cancellation), GitHubJson.Default.WireIssue, Reading.Issue);
    }

    public async Task<TrackedComment> CommentAsync(int number, string body, CancellationToken cancellation)
    {
        var request = Write(HttpMethod.Post, $"/issues/{number}/comments", $"comment on issue {number} of {repository}", new WireBody(body), GitHubJson.Default.WireBody);
        return Parse(request, await SendAsync(request, cancellation), GitHubJson.Default.WireComment, Reading.Comment);
    }

    public async Task AddLabelsAsync(int number, IReadOnlyList<string> labels, CancellationToken cancellation) => await SendAsync(
        Write(HttpMethod.Post, $"/issues/{number}/labels", $"label issue {number} of {repository}", new WireLabels(labels), GitHubJson.Default.WireLabels) with { IsRepeatable = true },
        cancellation);

    public async Task RemoveLabelAsync(int number, string label, CancellationToken cancellation) => await SendAsync(
        new GitHubRequest(HttpMethod.Delete, $"{Root}/issues/{number}/labels/{Uri.EscapeDataString(label)}", $"take the label {label} off issue {number} of {repository}")
        {
            IsDone = answer => answer.Error.Message == "Label does not exist",
        },
        cancellation);

    public async Task CreateLabelAsync(TrackedLabel label, CancellationToken cancellation) => await SendAsync(
        Write(HttpMethod.Post, "/labels", $"make the label {label.Name} in {repository}", new WireNewLabel(label.Name, label.Colour, label.Description), GitHubJson.Default.WireNewLabel) with
        {
            IsRepeatable = true,
            // By an earlier attempt, or by somebody else meanwhile: how it looks is seen to next time.
            IsDone = answer => answer.Error.Has("already_exists"),
        },
        cancellation);

    public async Task UpdateLabelAsync(TrackedLabel label, CancellationToken cancellation) => await SendAsync(
        Write(HttpMethod.Patch, $"/labels/{Uri.EscapeDataString(label.Name)}", $"change the label {label.Name} of {repository}", new WireLabelChange(label.Colour, label.Description), GitHubJson.Default.WireLabelChange),
        cancellation);

    public void Dispose() => client.Dispose();

    private GitHubRequest Read(string path, string what) => new(HttpMethod.Get, Root + path, what) { IsKept = true };

    private GitHubRequest Write<T>(HttpMethod method, string path, string what, T body, JsonTypeInfo<T> type) =>
        new(method, Root + path, what) { Body = JsonSerializer.SerializeToUtf8Bytes(body, type) };

    private async Task<GitHubAnswer> SendAsync(GitHubRequest request, CancellationToken cancellation)
    {
        var answer = await client.SendAsync(request, cancellation);
        return answer.IsRedirect ? throw Refusal.Moved(request, repository, await NewNameAsync(answer.Header("Location"), cancellation)) : answer;
    }

    // GitHub tells the number of what has moved; asking for its name is only reading, and only at the same address.
    private async Task<string> NewNameAsync(string? location, CancellationToken cancellation)
    {
        var root = settings.Address.Root;
        if (location is null || !location.StartsWith(root + "/", StringComparison.OrdinalIgnoreCase) || Numbered.Match(location[root.Length..]) is not { Success: true } path)
            return "another address";

        var request = new GitHubRequest(HttpMethod.Get, path.Value, $"read what {repository} is called now");
        try
        {
            var answer = await client.SendAsync(request, cancellation);
            return answer.IsRedirect || !RepositoryName.TryParse(Parse(request, answer, GitHubJson.Default.WireRepository).FullName, out var name) ? "another address" : name.ToString();
        }
        catch (MatrixException)
        {
            return "where this token may not look";
        }
    }

    private async Task<(WireRepository Repository, GitHubAnswer Answer)> RepositoryAsync(CancellationToken cancellation)
    {
        var request = Read("", $"read what {repository} is") with { IsKept = false };
        var answer = await SendAsync(request, cancellation);
        var found = Parse(request, answer, GitHubJson.Default.WireRepository);
        return RepositoryName.TryParse(found.FullName, out var name) && name == repository ? (found, answer) : throw Refusal.Odd(request, "it tells of another repository");
    }

    // In trouble GitHub has answered with empty lists, as if all were well: every cause would be opened anew. What was just opened may be missing.
    private async Task DemandNoneAsync(GitHubRequest list, CancellationToken cancellation)
    {
        var (found, _) = await RepositoryAsync(cancellation);
        if (found.OpenIssuesCount > opened)
            throw Refusal.Empty(list, found.OpenIssuesCount);
    }

    private async Task<IReadOnlyList<TOurs>> ListAsync<TWire, TOurs>(
        GitHubRequest first, JsonTypeInfo<List<TWire>> type, Func<TWire, TOurs?> read, CancellationToken cancellation, Predicate<TOurs>? until = null) where TOurs : class
    {
        var all = new List<TOurs>();
        var request = first;
        for (var number = 1; number <= MostPages; number++)
        {
            var (page, next) = await PageAsync(request, type, cancellation);
            all.AddRange(Parse(request, () => page.Select(read).OfType<TOurs>().ToList()));
            if (next is null || (until is not null && all.Exists(until)))
                return all;

            request = request with { Path = next };
        }

        throw Refusal.Odd(first, $"it has more than {MostPages} pages");
    }

    private async Task<(List<TWire> Items, string? Next)> PageAsync<TWire>(GitHubRequest request, JsonTypeInfo<List<TWire>> type, CancellationToken cancellation)
    {
        var answer = await SendAsync(request, cancellation);
        var (page, next) = (Parse(request, answer, type), Next(request, answer));

        // GitHub's tag is that of the page alone: where it is full, another may have come behind it. https://github.com/app-sre/github-mirror/pull/57
        return answer.WasKept && page.Count == PageSize && next is null ? await PageAsync(request with { IsAnew = true }, type, cancellation) : (page, next);
    }

    private string? Next(GitHubRequest request, GitHubAnswer answer)
    {
        try
        {
            return NextPage.After(request.Path, answer.Header("Link"), settings.Address);
        }
        catch (FormatException error)
        {
            throw Refusal.Odd(request, error.Message);
        }
    }

    private static TOurs Parse<TWire, TOurs>(GitHubRequest request, GitHubAnswer answer, JsonTypeInfo<TWire> type, Func<TWire, TOurs> read) where TWire : class
    {
        var wire = Parse(request, answer, type);
        return Parse(request, () => read(wire));
    }

    private static T Parse<T>(GitHubRequest request, GitHubAnswer answer, JsonTypeInfo<T> type) where T : class =>
        Parse(request, () => JsonSerializer.Deserialize(answer.Body.Span, type) ?? throw new JsonException("it is null"));

    private static T Parse<T>(GitHubRequest request, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (JsonException error)
        {
            // What the reader says of missing members begins with the name of our type.
            var lacks = error.Message.Split("required properties including: ");
            throw Refusal.Odd(request, lacks.Length > 1 ? $"it lacks {lacks[1].TrimEnd('.')}" : error.Message);
        }
    }

    [GeneratedRegex(@"\A/repositories/[0-9]+(?=/|\?|\z)")]
    private static partial Regex Numbered { get; }
}
