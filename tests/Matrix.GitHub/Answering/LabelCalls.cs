using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Matrix.GitHub.World;

namespace Matrix.GitHub.Answering;

/// <summary>https://docs.github.com/en/rest/issues/labels</summary>
internal static partial class LabelCalls
{
    private const int LongestName = 50;
    private const int LongestDescription = 100;

    public static Answer List(Visit visit) => Page.Of(visit, visit.Repository.Labels, label => visit.Shapes.Label(visit.Repository, label));

    public static Answer Get(Visit visit, GitHubLabel label) => new(200, visit.Shapes.Label(visit.Repository, label));

    public static Answer Create(Visit visit)
    {
        var name = visit.Call.Text("name");
        if (string.IsNullOrWhiteSpace(name))
            return Answer.Invalid("Label", "name", "missing_field");
        if (name.Length > LongestName)
            return Answer.Invalid("Label", "name", "custom", $"name is too long (maximum is {LongestName} characters)");
        if (visit.Repository.FindLabel(name) is not null)
            return Answer.Invalid("Label", "name", "already_exists");
        if (Fault(visit.Call) is { } fault)
            return fault;

        var label = visit.Repository.AddLabel(name, Colour(visit.Call) ?? "ededed", visit.Call.Text("description") ?? "");
        return new Answer(201, visit.Shapes.Label(visit.Repository, label));
    }

    public static Answer Update(Visit visit, GitHubLabel label)
    {
        if (Fault(visit.Call) is { } fault)
            return fault;

        label.Name = visit.Call.Text("new_name") ?? label.Name;
        label.Colour = Colour(visit.Call) ?? label.Colour;
        label.Description = visit.Call.Text("description") ?? label.Description;
        return Get(visit, label);
    }

    public static Answer OfIssue(Visit visit, GitHubIssue issue) =>
        visit.Call.IsWrite
            ? new Answer(200, visit.Shapes.Labels(visit.Repository, issue.LabelObjects))
            : Page.Of(visit, issue.LabelObjects, label => visit.Shapes.Label(visit.Repository, label));

    public static Answer AddTo(Visit visit, GitHubIssue issue)
    {
        foreach (var label in Named(visit.Call))
            issue.AddLabel(label);
        return OfIssue(visit, issue);
    }

    public static Answer RemoveFrom(Visit visit, GitHubIssue issue, string name) =>
        issue.RemoveLabel(name) ? OfIssue(visit, issue) : Answer.Error(404, "Label does not exist");

    /// <summary>The labels that a request names, as text or as objects.</summary>
    public static IReadOnlyList<string> Named(Call call) => call.Json["labels"] is JsonArray labels
        ? [.. labels.Select(label => label is JsonObject named ? (string)named["name"]! : (string)label!)]
        : [];

    private static string? Colour(Call call) => call.Text("color")?.ToLowerInvariant();

    private static Answer? Fault(Call call)
    {
        if (call.Text("color") is { } colour && !SixHexDigits.IsMatch(colour))
            return Answer.Invalid("Label", "color", "invalid");
        return call.Text("description")?.Length > LongestDescription
            ? Answer.Invalid("Label", "description", "custom", $"description is too long (maximum is {LongestDescription} characters)")
            : null;
    }

    [GeneratedRegex("^[0-9a-fA-F]{6}$")]
    private static partial Regex SixHexDigits { get; }
}
