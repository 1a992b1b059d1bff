using System.Text.Json;
using System.Text.Json.Serialization;
using Matrix.Report.Formatting;
using Matrix.Report.History;
using Matrix.Report.Pages;
using Matrix.Report.Rendering;
using Matrix.Report.Sweeps;

namespace Matrix.Report.Exports;

/// <summary>What other programs read.</summary>
internal sealed class ExportFiles(Templates templates, Site site)
{
    public void Write(ReportFacts facts, PageModels pages)
    {
        Parallel.Invoke(
            () => site.WriteFile("matrix.json", path => MatrixFile.Write(path, facts)),
            () => Badges.Write(facts, site),
            () => site.Write("junit.xml", output => JunitFile.Write(facts, output)),
            () => site.Write("summary.md", output => new SummaryFile(pages, facts).Write(templates, output)),
            () => site.WriteFile("matrix.schema.json", path => File.Copy(MatrixFile.SchemaPath, path, overwrite: true)));
    }
}

/// <summary>Badges as shields.io draws them: https://shields.io/badges/endpoint-badge.</summary>
internal static class Badges
{
    private const string Label = "cranelift";

    public static void Write(ReportFacts facts, Site site)
    {
        Write("badges/readiness.json", Of(facts.History.Present.Overall), site);
        foreach (var platform in facts.Sweep.Platforms)
            Write($"badges/{CrateSlugs.Plain(platform)}.json", Of(facts.On(platform)), site);

        Parallel.ForEach(facts.Sweep.Crates, crate => Write($"badges/crates/{facts.Slugs.Of(crate.Name)}.json", Of(crate), site));
    }

    public static Badge Of(SweptCrate crate) => crate.Standing switch
    {
        Standing.Works when TrapWords.Elsewhere(crate.Traps) is { Length: > 0 } features => new Badge(Label, $"works, {features} untried", "green"),
        Standing.Works when crate.Traps.Any() => new Badge(Label, "works as far as it is tested", "green"),
        Standing.Works => new Badge(Label, "works", "brightgreen"),
        Standing.Fails => new Badge(Label, Where(crate), "red"),
        _ => new Badge(Label, "not known", "lightgrey"),
    };

    private static Badge Of(Tally tally) => tally.Share is { } share
        ? new Badge(Label, $"{Words.Share(share)} of {Words.Count(tally.Judged, "crate")}", share >= 0.95 ? "brightgreen" : share >= 0.8 ? "yellow" : "orange")
        : new Badge(Label, "not known", "lightgrey");

    private static string Where(SweptCrate crate)
    {
        var fails = crate.Results.Where(result => result.Standing == Standing.Fails).ToList();
        return fails.Count == crate.Results.Count ? "fails" : $"fails on {string.Join(", ", fails.Select(result => Platforms.Words(result.Platform)))}";
    }

    private static void Write(string file, Badge badge, Site site) =>
        site.WriteFile(file, path => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(badge, BadgeJson.Default.Badge)));
}

internal sealed record Badge(string Label, string Message, string Color)
{
    public int SchemaVersion { get; } = 1;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Badge))]
internal sealed partial class BadgeJson : JsonSerializerContext;
