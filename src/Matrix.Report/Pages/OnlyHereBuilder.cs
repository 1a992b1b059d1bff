using Matrix.Report.Sweeps;

namespace Matrix.Report.Pages;

/// <summary>Crates that do otherwise on one platform than on all others on which they are judged.</summary>
internal static class OnlyHereBuilder
{
    private const int MostNames = 12;

    public static IReadOnlyList<OnlyHere> Of(ReportFacts facts) =>
    [
        .. facts.Sweep.Platforms
            .Select(platform => Of(
                platform,
                Only(facts.Sweep, platform, Standing.Fails),
                Only(facts.Sweep, platform, Standing.Works),
                facts.Slugs))
            .Where(only => only.Fails.Count + only.Works.Count > 0),
    ];

    private static OnlyHere Of(string platform, IReadOnlyList<SweptCrate> fails, IReadOnlyList<SweptCrate> works, CrateSlugs slugs) => new(
        Platforms.Words(platform),
        [.. fails.Take(MostNames).Select(crate => new CrateLink(crate.Name, slugs.Page(crate.Name)))],
        Math.Max(0, fails.Count - MostNames),
        [.. works.Take(MostNames).Select(crate => new CrateLink(crate.Name, slugs.Page(crate.Name)))],
        Math.Max(0, works.Count - MostNames));

    private static IReadOnlyList<SweptCrate> Only(Sweep sweep, string platform, Standing standing) =>
    [
        .. sweep.Crates.Where(crate =>
            crate.On(platform)?.Standing == standing
            && crate.Results.Where(result => result.Platform != platform && result.Standing != Standing.Unsaid).ToList() is { Count: > 0 } others
            && others.TrueForAll(other => other.Standing != standing)),
    ];
}
