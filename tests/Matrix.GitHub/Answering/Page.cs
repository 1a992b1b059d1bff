using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Matrix.GitHub.Answering;

/// <summary>A part of a list, and in its header where the others are. https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api</summary>
internal static class Page
{
    private const int Usual = 30;
    private const int Most = 100;

    public static Answer Of<T>(Visit visit, IReadOnlyList<T> all, Func<T, JsonNode> shape)
    {
        var size = Math.Min(visit.Call.Number("per_page", Usual), Most);
        var number = Cursor(visit.Call) ?? visit.Call.Number("page", 1);
        var items = all.Skip((number - 1) * size).Take(size);
        var answer = new Answer(200, new JsonArray([.. items.Select(shape)]));
        var last = Math.Max(1, (all.Count + size - 1) / size);
        var links = new List<string>();
        if (number < last)
            links.AddRange([Link(visit, number + 1, "next"), Link(visit, last, "last")]);
        if (number > 1)
            links.AddRange([Link(visit, 1, "first"), Link(visit, number - 1, "prev")]);
        return links.Count == 0 ? answer : answer.With("Link", string.Join(", ", links));
    }

    // By number, and by a mark that only GitHub can read, as its list of issues has it. The path is the one with the repository's number.
    private static string Link(Visit visit, int number, string relation)
    {
        var others = visit.Call.Query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(pair => !pair.StartsWith("page=", StringComparison.Ordinal) && !pair.StartsWith("after=", StringComparison.Ordinal));
        var mark = Uri.EscapeDataString(Convert.ToBase64String(Encoding.ASCII.GetBytes($"cursor:{number}")));
        var query = string.Join('&', [.. others, $"page={number}", $"after={mark}"]);
        var tail = string.Join('/', visit.Call.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(visit.Call.Segments[0] == "repos" ? 3 : 2));
        return $"<{visit.Shapes.Root}/repositories/{visit.Repository.Id}/{tail}?{query}>; rel=\"{relation}\"";
    }

    private static int? Cursor(Call call) =>
        call.Parameter("after") is { } mark ? int.Parse(Encoding.ASCII.GetString(Convert.FromBase64String(mark)).Split(':')[1], CultureInfo.InvariantCulture) : null;
}
