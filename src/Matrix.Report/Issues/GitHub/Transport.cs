using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Matrix.Report.Issues.GitHub;

/// <summary>Sends a request once, to the one address that there is, and reads the answer to its end.</summary>
internal sealed class Transport : IDisposable
{
    // A page of a hundred issues of the longest text, each letter escaped.
    private const int LargestAnswer = 64 * 1024 * 1024;

    private readonly GitHubSettings settings;
    private readonly SocketsHttpHandler handler;
    private readonly HttpClient http;

    public Transport(GitHubSettings settings)
    {
        this.settings = settings;
        handler = new SocketsHttpHandler
        {
            // GitHub redirects what was renamed: to follow is to write to a repository that nobody named.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            UseCookies = false,
            UseProxy = !settings.Address.IsOnThisMachine,
        };
        http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public async Task<Attempt> SendAsync(GitHubRequest request, string? tag, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(settings.AnswerWithin);
        using var message = Compose(request, tag);
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var body = await ReadAsync(response.Content, limit.Token);
            if (body is null)
                return new Attempt.Failed(request, $"the answer is larger than {LargestAnswer / 1024 / 1024} MiB", WasSent: true);

            var answer = new GitHubAnswer(response.StatusCode, GitHubAnswer.HeadersOf(response), body);
            return answer.IsSuccess && !IsJson(body) ? new Attempt.Failed(request, "the answer is no JSON", WasSent: true) : new Attempt.Answered(request, answer);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Attempt.Failed(request, $"there was no answer within {Patience.InWords(settings.AnswerWithin)}", WasSent: true);
        }
        catch (HttpRequestException error)
        {
            return new Attempt.Failed(request, error.Message, WasSent(error.HttpRequestError));
        }
        catch (IOException error)
        {
            return new Attempt.Failed(request, error.Message, WasSent: true);
        }
    }

    public void Dispose()
    {
        http.Dispose();
        handler.Dispose();
    }

    private static bool WasSent(HttpRequestError error) => error is not
        (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError);

    private HttpRequestMessage Compose(GitHubRequest request, string? tag)
    {
        var message = new HttpRequestMessage(request.Method, settings.Address.At(request.Path));
        message.Headers.Authorization = settings.Token?.Header();
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.github+json"));
        message.Headers.Add("X-GitHub-Api-Version", "2022-11-28");
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("cranelift-matrix", typeof(Transport).Assembly.GetName().Version?.ToString(3)));
        if (tag is not null)
            message.Headers.TryAddWithoutValidation("If-None-Match", tag);
        if (request.Body is not null)
            message.Content = new ByteArrayContent(request.Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        return message;
    }

    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        using var body = new MemoryStream();
        var part = new byte[64 * 1024];
        while (await stream.ReadAsync(part, cancellation) is var read and > 0)
        {
            if (body.Length + read > LargestAnswer)
                return null;
            await body.WriteAsync(part.AsMemory(0, read), cancellation);
        }

        return body.ToArray();
    }

    // An answer without a body (to some deletions) is one.
    private static bool IsJson(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            while (!body.IsEmpty && reader.Read())
                reader.TrySkip();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
