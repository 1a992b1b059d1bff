using System.Text.Json;
using Matrix.Results;

namespace Matrix.Report.Issues.GitHub;

/// <summary>Octokit takes what an answer lacks for empty, closed or 0; here it is an error.</summary>
internal static class WireCheck
{
    /// <returns>How many items a list has; 1 where it is none.</returns>
    /// <exception cref="MatrixException">It is a list where none should be, or none; a member is missing, or null where it may not be.</exception>
    public static int Demand(GitHubRequest request, GitHubAnswer answer, IReadOnlyList<WireMember> required, bool isList)
    {
        if (required.Count == 0)
            return 0;

        using var document = Parse(request, answer);
        var root = document.RootElement;
        if (isList != (root.ValueKind == JsonValueKind.Array))
            throw Refusal.Odd(request, isList ? "it is no list" : "it is a list");

        var items = isList ? [.. root.EnumerateArray()] : new[] { root };
        foreach (var item in items)
        {
            if (item.ValueKind != JsonValueKind.Object)
                throw Refusal.Odd(request, $"it is {(item.ValueKind == JsonValueKind.Null ? "null" : "no object")}");
            if (required.Where(member => !Has(item, member)).Select(member => $"'{member.Name}'").ToList() is { Count: > 0 } missing)
                throw Refusal.Odd(request, $"it lacks {string.Join(", ", missing)}");
        }

        return items.Length;
    }

    private static bool Has(JsonElement item, WireMember member) =>
        item.TryGetProperty(member.Name, out var value) && (member.MayBeNull || value.ValueKind is not JsonValueKind.Null);

    private static JsonDocument Parse(GitHubRequest request, GitHubAnswer answer)
    {
        try
        {
            return JsonDocument.Parse(answer.Body);
        }
        catch (JsonException error)
        {
            throw Refusal.Odd(request, error.Message);
        }
    }
}
