using System.Text.Json.Nodes;
using Matrix.GitHub.World;

namespace Matrix.GitHub.Answering;

/// <summary>A request as it came.</summary>
/// <param name="Path">Below the root of the interface, still escaped, without its query.</param>
public sealed record Call(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    private JsonObject? json;

    public string Target => Query.Length == 0 ? Path : $"{Path}?{Query}";

    public bool IsWrite => Method != "GET";

    internal string[] Segments { get; } = [.. Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];

    internal JsonObject Json => json ??= Body.Length == 0 ? [] : JsonNode.Parse(Body) as JsonObject ?? [];

    internal string? Header(string name) => Headers.GetValueOrDefault(name);

    internal string? Parameter(string name) => Query.Split('&')
        .Select(pair => pair.Split('=', 2))
        .Where(pair => pair.Length == 2 && pair[0] == name)
        .Select(pair => Uri.UnescapeDataString(pair[1].Replace('+', ' ')))
        .FirstOrDefault();

    internal int Number(string name, int otherwise) => int.TryParse(Parameter(name), out var number) && number > 0 ? number : otherwise;

    internal string? Text(string name) => Json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

/// <summary>A call, who makes it, and what it is about.</summary>
internal sealed record Visit(Call Call, GitHubToken Token, GitHubRepository Repository, Shapes Shapes)
{
    public bool MayWrite => Token.Access == Access.Write;
}
