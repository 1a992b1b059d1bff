using System.Globalization;
using System.Net;

namespace Matrix.Report.Issues.GitHub;

/// <summary>
/// GitHub asks for patience: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit.
/// A request that it answers so was not done.
/// </summary>
internal sealed record RateLimit(string Name, TimeSpan Wait)
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeastUntold = TimeSpan.FromMinutes(1);

    /// <param name="before">How often the same request was answered so before.</param>
    /// <returns>Null: it is no limit that the answer tells of.</returns>
    public static RateLimit? Of(GitHubAnswer answer, int before, DateTimeOffset now)
    {
        if (answer.Status is not (HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests))
            return null;
        if (answer.Number("Retry-After") is { } seconds)
            return new RateLimit("secondary rate limit", Max(Least, TimeSpan.FromSeconds(seconds)));
        if (answer.Number("x-ratelimit-remaining") == 0 && Reset(answer) is { } reset)
            return new RateLimit("rate limit", Max(Least, reset - ClockOf(answer, now) + Least));
        return answer.Status == HttpStatusCode.TooManyRequests || SaysSecondary(answer.Error)
            ? new RateLimit("secondary rate limit", LeastUntold * Math.Pow(2, Math.Min(before, 10)))
            : null;
    }

    private static bool SaysSecondary(WireError error) =>
        $"{error.Message} {error.DocumentationUrl}" is var text
        && (text.Contains("secondary rate limit", StringComparison.OrdinalIgnoreCase)
            || text.Contains("secondary-rate-limits", StringComparison.OrdinalIgnoreCase)
            || text.Contains("abuse", StringComparison.OrdinalIgnoreCase));

    private static DateTimeOffset? Reset(GitHubAnswer answer) => answer.Number("x-ratelimit-reset") is { } reset ? DateTimeOffset.FromUnixTimeSeconds(reset) : null;

    // GitHub's own clock, where it tells it: this machine's may be wrong.
    private static DateTimeOffset ClockOf(GitHubAnswer answer, DateTimeOffset now) =>
        DateTimeOffset.TryParseExact(answer.Header("Date"), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : now;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
