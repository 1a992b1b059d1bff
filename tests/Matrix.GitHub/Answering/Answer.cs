using System.Text.Json.Nodes;

namespace Matrix.GitHub.Answering;

/// <summary>An answer before it is sent.</summary>
public sealed record Answer(int Status, JsonNode? Body)
{
    private const string Documentation = "https://docs.github.com/rest";

    public Dictionary<string, string> Headers { get; } = [];

    public static Answer Error(int status, string message, string documentation = Documentation) =>
        new(status, new JsonObject { ["message"] = message, ["documentation_url"] = documentation, ["status"] = $"{status}" });

    public static Answer NotFound() => Error(404, "Not Found");

    /// <param name="code">As in https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#validation-failed-or-your-request-is-invalid</param>
    public static Answer Invalid(string resource, string field, string code, string? message = null)
    {
        var error = new JsonObject { ["resource"] = resource, ["field"] = field, ["code"] = code };
        if (message is not null)
            error["message"] = message;
        return new Answer(422, new JsonObject
        {
            ["message"] = "Validation Failed",
            ["errors"] = new JsonArray(error),
            ["documentation_url"] = Documentation,
            ["status"] = "422",
        });
    }

    internal Answer With(string header, string value)
    {
        Headers[header] = value;
        return this;
    }
}
