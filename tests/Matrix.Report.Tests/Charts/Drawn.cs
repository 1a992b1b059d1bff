using System.Globalization;
using System.Text.RegularExpressions;
using Matrix.Report.Rendering;
using Matrix.Testing;

namespace Matrix.Report.Tests.Charts;

/// <summary>Charts with made-up data, and what the project's templates make of them.</summary>
internal static partial class Drawn
{
    public const string Hostile = "\u202Eevil\u0007<script>alert(1)</script>\"' onload=x ";

    public static string LongName { get; } = Hostile + new string('ß', 200);

    public static DateOnly Start { get; } = new(2024, 11, 17);

    public static DateOnly[] Weeks(int count) => [.. Enumerable.Range(0, count).Select(week => Start.AddDays(7 * week))];

    /// <param name="part">Name of a part, with what it is given behind it: <c>line-chart Chart</c>.</param>
    public static string Part(string part, object model) => Page("{{> " + part + "}}", model);

    public static string Page(string template, object model)
    {
        using var directory = new TemporaryDirectory();
        foreach (var file in Directory.GetFiles(Templates.DefaultDirectory, "_*.html.hbs"))
            directory.File(Path.GetFileName(file), File.ReadAllText(file));

        directory.File("page.html.hbs", template);
        using var output = new StringWriter();
        Templates.Load(directory.Path).Render("page.html", model, output);
        return output.ToString();
    }

    /// <summary>Where a path goes; only of paths that name all of their points.</summary>
    public static IReadOnlyList<(double X, double Y)> Points(string path) =>
        [.. Place().Matches(path).Select(match => (Number(match.Groups[1].Value), Number(match.Groups[2].Value)))];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[ML](-?[\d.]+) (-?[\d.]+)")]
    private static partial Regex Place();
}
