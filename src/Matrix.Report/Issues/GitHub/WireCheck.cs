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

/// <param name="MayBeNull">Null is an answer: a body, the day of a close, an account that is gone.</param>
internal sealed record WireMember(string Name, bool MayBeNull = false)
{
    public static IReadOnlyList<WireMember> OfRepository { get; } = [new("full_name"), new("private"), new("archived"), new("has_issues"), new("open_issues_count")];

    public static IReadOnlyList<WireMember> OfIssue { get; } =
    [
        new("number"), new("title"), new("state"), new("labels"), new("locked"), new("created_at"), new("updated_at"), new("closed_at", MayBeNull: true),
        new("user", MayBeNull: true), new("html_url"),
    ];

    public static IReadOnlyList<WireMember> OfComment { get; } = [new("id"), new("user", MayBeNull: true), new("created_at")];

    public static IReadOnlyList<WireMember> OfLabel { get; } = [new("name"), new("color"), new("description", MayBeNull: true)];
}

/// <summary>How GitHub tells of an error. https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api</summary>
internal sealed record WireError
{
    public string? Message { get; init; }

    public string? DocumentationUrl { get; init; }

    /// <summary>A list of objects or of text, mostly.</summary>
    public JsonElement? Errors { get; init; }

    private JsonElement.ArrayEnumerator Members => Errors is { ValueKind: JsonValueKind.Array } errors ? errors.EnumerateArray() : default;

    public bool Has(string code) => Members.Any(member => Text(member, "code") == code);

    public IEnumerable<string> Details() => Members.Select(InWords);

    private static string InWords(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.String => error.GetString()!,
        JsonValueKind.Object => Text(error, "message") ?? $"{Text(error, "field")}: {Text(error, "code")}",
        _ => "",
    };

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
