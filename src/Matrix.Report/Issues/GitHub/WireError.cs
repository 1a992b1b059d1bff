using System.Text.Json;

namespace Matrix.Report.Issues.GitHub;

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
