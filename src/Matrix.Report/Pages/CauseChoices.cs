using Matrix.Report.Causes;
using Matrix.Report.History;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Pages;

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
