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

    /// <param name="part">Its name: <c>line-chart</c>.</param>
    public static string Part(string part, object model) => Page($"{{{{part \"{part}\" it}}}}", model);

    public static string Page(string template, object model)
    {
        using var directory = new TemporaryDirectory();
        foreach (var file in Directory.GetFiles(TemplateFolder.OfProject, "_*.html.sbn"))
            directory.File(Path.GetFileName(file), File.ReadAllText(file));

        directory.File("page.html.sbn", template);
        using var output = new StringWriter();
        Templates.Load(new TemplateFolder(directory.Path), new Dictionary<string, Type> { ["page.html"] = model.GetType() }).Render("page.html", model, output);
        return output.ToString();
    }

    /// <summary>Where a path goes; only of paths that name all of their points.</summary>
    public static IReadOnlyList<(double X, double Y)> Points(string path) =>
        [.. Place().Matches(path).Select(match => (Number(match.Groups[1].Value), Number(match.Groups[2].Value)))];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[ML](-?[\d.]+) (-?[\d.]+)")]
    private static partial Regex Place();
}
