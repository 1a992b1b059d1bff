using System.Net;
using System.Text;
using Matrix.Report.Issues.GitHub;

namespace Matrix.Report.Tests.Issues.GitHub;

/// <summary>The order in which GitHub's documentation says that an answer is to be understood.</summary>
public sealed class RateLimitTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    [TestCase(403, "retry-after: 30; x-ratelimit-remaining: 0; x-ratelimit-reset: 1800000500", "", 30)]
    [TestCase(429, "retry-after: 0", "", 1)]
    [TestCase(403, "x-ratelimit-remaining: 0; x-ratelimit-reset: 1800000500", "", 501)]
    [TestCase(429, "x-ratelimit-remaining: 0; x-ratelimit-reset: 1799999000", "", 1)]
    [TestCase(403, "x-ratelimit-remaining: 4000", "You have exceeded a secondary rate limit.", 60)]
    [TestCase(403, "", "You have triggered an abuse detection mechanism.", 60)]
    [TestCase(429, "", "", 60)]
    public void A_limit_says_how_long_to_wait(int status, string headers, string message, int seconds) =>
        Assert.That(Of(status, headers, message)?.Wait, Is.EqualTo(TimeSpan.FromSeconds(seconds)));

    [TestCase(403, "x-ratelimit-remaining: 4000", "Resource not accessible by integration")]
    [TestCase(403, "", "<html>")]
    [TestCase(404, "retry-after: 30", "")]
    [TestCase(200, "x-ratelimit-remaining: 0; x-ratelimit-reset: 1800000500", "")]
    public void What_is_no_limit_is_none(int status, string headers, string message) => Assert.That(Of(status, headers, message), Is.Null);

    private static RateLimit? Of(int status, string headers, string message)
    {
        var values = headers.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(header => header.Split(": ")).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = message.StartsWith('<') ? message : $$"""{"message":"{{message}}"}""";
        return RateLimit.Of(new GitHubAnswer((HttpStatusCode)status, values.GetValueOrDefault, Encoding.UTF8.GetBytes(body)), before: 0, Now);
    }
}
