using Matrix.Report.Causes;
using Matrix.Report.Formatting;
using Matrix.Report.History;
using Matrix.Report.Measuring;
using Matrix.Report.Rendering;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Pages;

/// <summary>What needs a look comes first, among equals what most people download.</summary>
internal static class CratesBuilder
{
    private const int MostCauses = 3;

    public static CratesPage Build(ReportFacts facts, PageFrames frames)
    {
        var crates = facts.Sweep.Crates.OrderBy(NeedsALook).ThenBy(Severity).ThenByDescending(crate => crate.Downloads ?? 0).ThenBy(crate => crate.Name, StringComparer.Ordinal);
        var causes = new CauseChoices(facts.Causes);
        CrateRow[] rows = [.. crates.Select(crate => Row(crate, facts, causes))];
        return new CratesPage(
            frames.Top(SitePage.Crates),
            facts.Title,
            facts.Day,
            facts.History.HasPast,
            [.. facts.Sweep.Platforms.Select(platform => new TableColumn(Platforms.Words(platform), platform))],
            [.. VerdictWords.Order.Select(kind => Choice(kind, facts.Sweep)).Where(choice => choice.Crates > 0)],
            Classes(facts),
            [.. GoalWords.All.Select(goal => new Choice(goal.Words(), WireName.Of(goal), facts.History.Present.Stopped(goal, null))).Where(choice => choice.Crates > 0)],
            causes.All,
            rows);
    }

    // What the list expected needs no look; what it expected and did not come does, and so does a failure that nobody expected.
    private static int NeedsALook(SweptCrate crate) => crate.Results.Any(result => result.Verdict.Expectation is { } expectation
        ? expectation.State != ExpectationState.Met
        : result.Standing == Standing.Fails) ? 0 : 1;

    private static int Severity(SweptCrate crate) => crate.Results.Min(result => VerdictWords.Rank(result.Verdict.Kind));

    private static IReadOnlyList<Choice> Classes(ReportFacts facts) =>
    [
        .. facts.Sweep.Crates
            .SelectMany(crate => crate.Results.SelectMany(result => result.Verdict.Causes).Select(cause => WireName.Of(cause.Class)).Distinct())
            .CountBy(name => name)
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new Choice(pair.Key, pair.Key, pair.Value)),
    ];

    private static VerdictChoice Choice(VerdictKind kind, Sweep sweep) => new(
        WireName.Of(kind), WireName.Of(kind), CratesLink.NameOf(kind.Standing()), sweep.Crates.Count(crate => crate.Results.Any(result => result.Verdict.Kind == kind)));

    private static CrateRow Row(SweptCrate crate, ReportFacts facts, CauseChoices causes) => new()
    {
        Name = crate.Name,
        Link = facts.Slugs.Page(crate.Name)!,
        Verdicts = [.. facts.Sweep.Platforms.Select(platform => Cell(crate.On(platform)))],
        Causes = string.Join(' ', facts.Sweep.Platforms.SelectMany((platform, number) => Causes(crate, crate.On(platform), number, causes))),
        Why = [.. CauseNames.Of([.. crate.Results.SelectMany(result => result.Verdict.Causes)], " / ").Take(MostCauses)],
        Since = facts.History.HasPast && crate.Standing == Standing.Fails
            ? ReportFacts.Words(crate.Results.Select(result => facts.History.FailingSince(crate.Name, result.Platform)).OfType<HistorySweep>().Min(sweep => sweep.Start))
            : "",
        Downloads = crate.Downloads?.ToString("#,0") ?? "",
        Build = Ratio(crate, facts, figures => figures.Build),
        Test = Ratio(crate, facts, figures => figures.Test),
        Size = Ratio(crate, facts, figures => figures.Size),
    };

    private static VerdictCell Cell(PlatformResult? result) => result is null
        ? new VerdictCell(null, "")
        : new VerdictCell(result.Verdict.Kind.Badge(), result.Verdict.Expectation is { } expectation ? ExpectationWords.Mark(expectation).Word : "");

    private static IEnumerable<string> Causes(SweptCrate crate, PlatformResult? result, int platform, CauseChoices causes) =>
        from key in result?.Verdict.Causes.Select(CauseKey.Of).Distinct() ?? []
        select $"{platform}:{causes.PlaceOf(key, result!.Standing)}{(causes.IsAlone(key, crate) ? "!" : "")}";

    // On several platforms the median of those that have the ratio.
    private static string Ratio(SweptCrate crate, ReportFacts facts, Func<CrateFigures, Pair> measure) =>
        Spread.Of(crate.Results.Select(result => measure(facts.Figures[(crate.Name, result.Platform)]).Ratio).OfType<double>()) is { } spread ? Words.Times(spread.Median) : "";
}

/// <summary>The causes of all rows, each once: rows name them by their place.</summary>
internal sealed class CauseChoices(CauseRanking causes)
{
    private readonly Dictionary<CauseChoice, int> places = [];
    private readonly Dictionary<CauseKey, HashSet<SweptCrate>> alone = causes.Ranked.ToDictionary(cause => cause.Key, cause => cause.Unlocks.ToHashSet());

    public IReadOnlyList<CauseChoice> All => [.. places.OrderBy(pair => pair.Value).Select(pair => pair.Key)];

    /// <summary>A crate of which nothing is said is stopped by no goal: there the cause has only its class.</summary>
    public int PlaceOf(CauseKey key, Standing standing)
    {
        var ranked = standing == Standing.Fails ? causes.Find(key) : null;
        var choice = new CauseChoice(WireName.Of(key.Class), ranked?.Key.Goal is { } goal ? WireName.Of(goal) : "", ranked?.Id ?? "");
        if (!places.TryGetValue(choice, out var place))
            places.Add(choice, place = places.Count);

        return place;
    }

    /// <summary>The crate fails for nothing else.</summary>
    public bool IsAlone(CauseKey key, SweptCrate crate) => alone.TryGetValue(key, out var crates) && crates.Contains(crate);
}
