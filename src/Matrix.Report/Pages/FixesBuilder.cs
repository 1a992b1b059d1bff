using Matrix.Report.Causes;
using Matrix.Report.Charts;
using Matrix.Report.Formatting;
using Matrix.Report.History;
using Matrix.Report.Rendering;
using Matrix.Report.Sweeps;

namespace Matrix.Report.Pages;

internal static class FixesBuilder
{
    private const int MostExamples = 8;
    private const int MostCrates = 40;
    private const int MostIntrinsics = 2_000;
    private const int MostSets = 50;
    private const int MostParts = 6;

    public static FixesPage Build(ReportFacts facts, PageFrames frames) => new(
        frames.Top(SitePage.Fixes),
        facts.Title,
        facts.Day,
        facts.History.HasPast,
        [.. facts.Causes.Ranked.Select((cause, index) => Row(cause, index + 1, facts))],
        [.. facts.Together.Take(MostSets).Select(set => Row(set, facts.Slugs))],
        [.. facts.Ledger.Take(MostIntrinsics).Select(record => Intrinsic(record, facts.Slugs))],
        Dependencies(facts));

    public static FixRow Row(CauseFacts cause, int rank, ReportFacts facts)
    {
        var examples = cause.Unlocks.Count > 0 ? cause.Unlocks : cause.Crates;
        var since = facts.History.HasPast ? facts.History.Sweeps.Zip(facts.History.CratesWith(cause.Key)).First(pair => pair.Second > 0).First : null;
        return new FixRow
        {
            Rank = rank,
            Id = cause.Id,
            Label = cause.Key.Label,
            Goal = cause.Key.Goal!.Value.Words(),
            Signature = cause.Key.Signature,
            Platforms = [.. cause.Platforms.Select(Platforms.Words)],
            Crates = cause.Crates.Count,
            CratesLink = CratesLink.Of(cause.Id),
            Unlocks = cause.Unlocks.Count,
            UnlocksLink = $"{CratesLink.Of(cause.Id)}&alone=yes",
            Examples = [.. examples.OrderByDescending(crate => crate.Downloads ?? 0).ThenBy(crate => crate.Name, StringComparer.Ordinal).Take(MostExamples).Select(crate => Link(crate.Name, facts.Slugs))],
            Downloads = cause.UnlockedDownloads > 0 ? $"{cause.UnlockedDownloads:#,0}" : "",
            DownloadsValue = cause.UnlockedDownloads,
            Tests = cause.Tests,
            TryCrate = Link(cause.Reproducer.Crate.Name, facts.Slugs),
            TryPlatform = Platforms.Words(cause.Reproducer.Platform),
            TryTest = cause.Reproducer.Test?.ToString() ?? "",
            Since = since is null ? "" : ReportFacts.Words(since.Start),
            Trend = facts.History.HasPast
                ? new Sparkline($"spark-{cause.Id}", $"Crates with {cause.Key.Label}", facts.History.Days, [.. facts.History.CratesWith(cause.Key).Select(crates => (double?)crates)]).Draw()
                : null,
        };
    }

    private static FixSetRow Row(FixSet set, CrateSlugs slugs) => new(
        Words.First([.. set.Parts.Select(part => part.Causes.Count == 1 ? part.Causes[0].Label : $"{part.Name} ({Words.Count(part.Causes.Count, "cause")})")], MostParts),
        set.Parts.Sum(part => part.Causes.Count),
        set.Unlocks.Count,
        set.UnlockedDownloads > 0 ? $"{set.UnlockedDownloads:#,0}" : "",
        set.UnlockedDownloads,
        [.. set.Unlocks.OrderByDescending(crate => crate.Downloads ?? 0).ThenBy(crate => crate.Name, StringComparer.Ordinal).Take(MostExamples).Select(crate => Link(crate.Name, slugs))],
        Math.Max(0, set.Unlocks.Count - MostExamples));

    private static CrateLink Link(string crate, CrateSlugs slugs) => new(crate, slugs.Page(crate));

    private static IntrinsicRow Intrinsic(IntrinsicRecord record, CrateSlugs slugs) => new(
        record.Intrinsic, record.Package, record.Target, record.Warned, record.Linked, record.Hit, record.Unlocks,
        [.. record.Crates.Take(MostCrates).Select(crate => Link(crate, slugs))],
        Math.Max(0, record.Crates.Count - MostCrates));

    private static IReadOnlyList<DependencyRow> Dependencies(ReportFacts facts) =>
    [
        .. facts.Sweep.Crates
            .SelectMany(crate => crate.Results)
            .SelectMany(result => result.Verdict.Causes.Where(cause => cause.Package is not null).Select(cause => (Cause: cause, result.Verdict.Crate)))
            .GroupBy(blamed => (Package: blamed.Cause.Package!, Why: CauseKey.LabelOf(blamed.Cause.Class, blamed.Cause.Subclass)))
            .Select(group => Dependency(group.Key.Package, group.Key.Why, [.. group.Select(blamed => blamed.Crate).Distinct().Order(StringComparer.Ordinal)], facts.Slugs))
            .OrderByDescending(row => row.Count).ThenBy(row => row.Package, StringComparer.Ordinal),
    ];

    private static DependencyRow Dependency(string package, string why, IReadOnlyList<string> crates, CrateSlugs slugs) => new(
        package, why, crates.Count, [.. crates.Take(MostCrates).Select(crate => Link(crate, slugs))], Math.Max(0, crates.Count - MostCrates));
}
