using System.Text.Json.Nodes;
using Matrix.GitHub.World;

namespace Matrix.GitHub.Answering;

/// <summary>https://docs.github.com/en/rest/rate-limit/rate-limit</summary>
internal static class RateCalls
{
    public static Answer Get(GitHubToken token) => new(200, new JsonObject
    {
        ["resources"] = new JsonObject { ["core"] = Rate(token), ["search"] = Rate(token) },
        ["rate"] = Rate(token),
    });

    private static JsonObject Rate(GitHubToken token) => new()
    {
        ["limit"] = token.Limit,
        ["used"] = token.Used,
        ["remaining"] = token.Remaining,
        ["reset"] = token.Reset.ToUnixTimeSeconds(),
    };
}
