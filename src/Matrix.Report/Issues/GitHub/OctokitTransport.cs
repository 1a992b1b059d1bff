using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Octokit;
using Octokit.Internal;

namespace Matrix.Report.Issues.GitHub;

/// <summary>
/// Octokit's way to GitHub, for one call: our client with its pace, its patience, its one address and what it keeps. Octokit makes the
/// addresses, the texts of requests and the objects of answers; it never sees a token, and it is never told where else to go.
/// </summary>
/// <param name="moved">The error for an answer that leads elsewhere.</param>
internal sealed class OctokitTransport(GitHubClient client, ApiAddress address, Call call, Func<GitHubRequest, GitHubAnswer, Task<Exception>> moved) : IHttpClient
{
    private const int MostPages = 1000;

    private int pages;

    /// <summary>The last request of the call, as errors name it.</summary>
    public GitHubRequest? Sent { get; private set; }

    public Exchange? Last { get; private set; }

    public async Task<IResponse> Send(IRequest request, CancellationToken cancellationToken, Func<object, object>? preprocessResponseBody = null)
    {
        Sent = new GitHubRequest(request.Method, PathOf(request.Endpoint), call.What)
        {
            Body = request.Body is string body ? Encoding.UTF8.GetBytes(body) : null,
            IsRepeatable = call.IsRepeatable || request.Method != HttpMethod.Post,
            IsKept = call.IsKept,
            IsDone = call.IsDone,
        };
        if (++pages > MostPages)
            throw Refusal.Odd(Sent, $"it has more than {MostPages} pages");

        var answer = await SendAsync(Sent);
        Last = new Exchange(Sent, answer);
        return answer.IsSuccess ? new Response(Encoding.UTF8.GetString(answer.Body.Span), LinksOf(NextOf(Sent, answer))) : new Response(null, []);
    }

    // How long a request may take is the client's to say.
    public void SetRequestTimeout(TimeSpan timeout)
    {
    }

    public void Dispose()
    {
    }

    private async Task<GitHubAnswer> SendAsync(GitHubRequest request)
    {
        var answer = await client.SendAsync(request, call.Cancellation);
        if (answer.IsRedirect)
            throw await moved(request, answer);

        var items = answer.IsSuccess ? WireCheck.Demand(request, answer, call.Required, call.IsList) : 0;

        // GitHub's tag is that of the page alone: where it is full, another may have come behind it. https://github.com/app-sre/github-mirror/pull/57
        return answer.WasKept && items == GitHubTracker.PageSize && NextOf(request, answer) is null ? await SendAsync(request with { IsAnew = true }) : answer;
    }

    // Octokit makes addresses relative to the root, and takes absolute ones from the links that it is given here.
    private string PathOf(Uri endpoint) => endpoint.IsAbsoluteUri ? endpoint.AbsoluteUri[address.Root.Length..] : "/" + endpoint.OriginalString.TrimStart('/');

    private string? NextOf(GitHubRequest request, GitHubAnswer answer)
    {
        try
        {
            return NextPage.After(request.Path, answer.Header("Link"), address);
        }
        catch (FormatException error)
        {
            throw Refusal.Odd(request, error.Message);
        }
    }

    private Dictionary<string, Uri> LinksOf(string? next) => next is null ? [] : new() { ["next"] = address.At(next) };

    /// <param name="body">Null where all that was asked was so already.</param>
    private sealed class Response(string? body, Dictionary<string, Uri> links) : IResponse
    {
        public object? Body => body;

        public IReadOnlyDictionary<string, string> Headers { get; } = new Dictionary<string, string>();

        public ApiInfo ApiInfo { get; } = new(links, [], [], "", new Octokit.RateLimit(0, 0, 0), TimeSpan.Zero);

        public HttpStatusCode StatusCode => HttpStatusCode.OK;

        public string ContentType => "application/json";
    }
}

/// <summary>
/// Where a list goes on: https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api#using-link-headers. Only the
/// query is taken from there, and only where the address is that of the same list, which GitHub writes with the repository's number.
/// </summary>
internal static partial class NextPage
{
    /// <param name="path">Of the first page, with its query.</param>
    /// <returns>The path of the next page; null where there is none.</returns>
    /// <exception cref="FormatException">The link leads elsewhere.</exception>
    public static string? After(string path, string? link, ApiAddress address)
    {
        if (link is null || Next.Match(link) is not { Success: true } match)
            return null;

        var list = path.Split('?')[0];
        var (place, query) = match.Groups["url"].Value.Split('?', 2) is [var before, var behind] ? (before, behind) : ("", "");
        return IsSame(place, list, address) ? $"{list}?{query}" : throw new FormatException("its next page is at another address");
    }

    private static bool IsSame(string place, string list, ApiAddress address)
    {
        if (!place.StartsWith(address.Root + "/", StringComparison.OrdinalIgnoreCase))
            return false;

        var found = place[address.Root.Length..];
        var tail = string.Concat(list.Split('/').Skip(4).Select(part => "/" + part));
        return found.Equals(list, StringComparison.OrdinalIgnoreCase) || (Numbered.Match(found) is { Success: true } numbered && found[numbered.Length..] == tail);
    }

    [GeneratedRegex("""<(?<url>[^<>]+)>\s*;\s*rel="next"(?:\s*,|\s*$)""")]
    private static partial Regex Next { get; }

    [GeneratedRegex("^/repositories/[0-9]+")]
    private static partial Regex Numbered { get; }
}
