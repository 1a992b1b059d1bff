using System.Globalization;
using System.Text.RegularExpressions;
using Matrix.Report.Charts;

namespace Matrix.Report.Tests.Charts;

public sealed class PaletteTests
{
    private static readonly string Style = ResultsFixture.Templates.Asset("charts.css");

    /// <summary>The page's and that of raised parts of it.</summary>
    private static readonly (string Light, string Dark)[] Grounds = [("#fbfbf9", "#16181b"), ("#ffffff", "#1e2125")];

    [TestCaseSource(nameof(Drawings))]
    public void What_is_drawn_stands_out_from_the_ground(string name) => Assert.That(Contrast(name), Is.GreaterThanOrEqualTo(3));

    [TestCaseSource(nameof(Texts))]
    public void What_is_written_can_be_read(string name) => Assert.That(Contrast(name), Is.GreaterThanOrEqualTo(4.5));

    [Test]
    public void Every_line_has_dashes_of_its_own()
    {
        var dashes = Enumerable.Range(1, LineChart.MostSeries).Select(series => Regex.Match(Style, $@"\.line\.s{series} {{[^}}]*?(dasharray: [\d ]+)?; }}").Groups[1].Value);

        Assert.That(dashes, Is.Unique);
    }

    [Test]
    public void Nothing_but_the_list_of_colours_names_one()
    {
        var rules = Regex.Replace(Style, @":root \{[^}]*\}", "");

        Assert.That(rules, Does.Not.Contain("#"));
    }

    private static IEnumerable<string> Drawings() => Texts().Concat(["axis", "rule", "works", "fails", "unsaid", "below", "above"]);

    private static IEnumerable<string> Texts() => Enumerable.Range(1, LineChart.MostSeries).Select(series => $"{series}").Concat(["text", "quiet", "focus"]);

    private static double Contrast(string name)
    {
        var colours = Regex.Match(Style, $@"--chart-{name}: light-dark\((#\w+), (#\w+)\)");
        return Grounds.Min(ground => Math.Min(Contrast(colours.Groups[1].Value, ground.Light), Contrast(colours.Groups[2].Value, ground.Dark)));
    }

    private static double Contrast(string one, string other)
    {
        var (light, dark) = (Math.Max(Luminance(one), Luminance(other)), Math.Min(Luminance(one), Luminance(other)));
        return (light + 0.05) / (dark + 0.05);
    }

    // https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
    private static double Luminance(string colour)
    {
        var parts = Enumerable.Range(0, 3).Select(part => int.Parse(colour.AsSpan(1 + (2 * part), 2), NumberStyles.HexNumber) / 255.0)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }
}
