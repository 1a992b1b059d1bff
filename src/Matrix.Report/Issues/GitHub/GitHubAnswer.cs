using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Matrix.Report.Issues.GitHub;

/// <summary>An answer, read to its end.</summary>
/// <param name="Header">The value of a header; null where it is not there.</param>
internal sealed record GitHubAnswer(HttpStatusCode Status, Func<string, string?> Header, ReadOnlyMemory<byte> Body)
{
    private const int LongestMessage = 300;

    /// <summary>It was kept from an earlier time, and GitHub says that it has not changed.</summary>
    public bool WasKept { get; init; }

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public bool IsRedirect => Status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    public bool IsServersFault => (int)Status >= 500;

    /// <summary>What GitHub says of an error; empty if it says nothing that can be understood.</summary>
    public WireError Error
    {
        get
        {
            try
            {
                return JsonSerializer.Deserialize(Body.Span, GitHubJson.Default.WireError) ?? new WireError();
            }
            catch (JsonException)
            {
                return new WireError();
            }
        }
    }

    /// <summary>The error in one line that a terminal can be shown.</summary>
    public string Message
    {
        get
        {
            var error = Error;
            var parts = new[] { error.Message }.Concat(error.Details().Take(5)).Where(part => !string.IsNullOrEmpty(part));
            var line = new string([.. string.Join("; ", parts).Where(letter => !char.IsControl(letter))]);
            return line.Length <= LongestMessage ? line : line[..LongestMessage] + "…";
        }
    }

    public int? Number(string header) => int.TryParse(Header(header), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static Func<string, string?> HeadersOf(HttpResponseMessage response) => name =>
        Value(response.Headers, name) ?? Value(response.Content.Headers, name);

    private static string? Value(HttpHeaders headers, string name) => headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}

/// <param name="Path">Below the root, with its query.</param>
/// <param name="What">In words, to follow "cannot": <c>open an issue in owner/name</c>.</param>
internal sealed record GitHubRequest(HttpMethod Method, string Path, string What)
{
    public byte[]? Body { get; init; }

    public bool IsWrite => Method != HttpMethod.Get;

    /// <summary>Whether doing it twice comes to the same as doing it once.</summary>
    public bool IsRepeatable { get; init; } = Method != HttpMethod.Post;

    /// <summary>Whether the answer is kept, and asked for again only if it has changed.</summary>
    public bool IsKept { get; init; }

    /// <summary>Asked for even if it has not changed.</summary>
    public bool IsAnew { get; init; }

    /// <summary>Refusals that say that it is so already, or all that was asked.</summary>
    public Func<GitHubAnswer, bool> IsDone { get; init; } = _ => false;

    public override string ToString() => $"{Method} {Path}";
}
