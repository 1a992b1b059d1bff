using System.Text.Json.Nodes;

namespace Matrix.GitHub.Description;

/// <summary>A request, and the answer to it if there is one.</summary>
/// <param name="Path">With its query, below the root of the interface.</param>
public sealed record Exchange(string Method, string Path, string? Body)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Null: only the request is looked at.</summary>
    public int? Status { get; init; }

    public string? Answer { get; init; }

    internal JsonObject ToJson(long id)
    {
        var json = new JsonObject { ["id"] = id, ["method"] = Method, ["path"] = Path };
        json["headers"] = new JsonObject(Headers.Select(header => KeyValuePair.Create<string, JsonNode?>(header.Key.ToLowerInvariant(), header.Value)));
        if (Body is not null)
            json["body"] = JsonNode.Parse(Body);
        if (Status is not null)
            json["status"] = Status;
        if (Answer is not null)
            json["answer"] = JsonNode.Parse(Answer);
        return json;
    }
}
