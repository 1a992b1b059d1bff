using Matrix.Report.History;
using Matrix.Report.Sweeps;

namespace Matrix.Report.Causes;

/// <summary>Cranelift's causes in a sweep, those whose fix would unlock most first.</summary>
internal sealed class CauseRanking
{
    private readonly Dictionary<CauseKey, CauseFacts> byKey;

    private CauseRanking(IReadOnlyList<CauseFacts> ranked)
    {
        Ranked = ranked;
        byKey = ranked.ToDictionary(cause => cause.Key);
    }

    public IReadOnlyList<CauseFacts> Ranked { get; }

    /// <summary>Null for a cause that is not Cranelift's, or of a verdict that says nothing of it.</summary>
    public CauseFacts? Find(CauseKey cause) => byKey.GetValueOrDefault(cause);

    public static CauseRanking Of(Sweep sweep)
    {
        var crates = sweep.Crates.Select(crate => (Crate: crate, Occurrences: CauseOccurrence.In(crate).ToList())).Where(pair => pair.Occurrences.Count > 0).ToList();
        var alone = crates.Select(pair => pair.Crate).Where(CauseOccurrence.FailsForOneThing).ToHashSet();

        return new CauseRanking(
        [
            .. crates
                .SelectMany(pair => pair.Occurrences)
                .GroupBy(occurrence => occurrence.Key)
                .Select(group => Facts(group.Key, [.. group], alone))
                .OrderByDescending(cause => cause.Unlocks.Count)
                .ThenByDescending(cause => cause.UnlockedDownloads)
                .ThenByDescending(cause => cause.Crates.Count)
                .ThenByDescending(cause => cause.Tests)
                .ThenBy(cause => cause.Id, StringComparer.Ordinal),
        ]);
    }

    private static CauseFacts Facts(CauseKey key, IReadOnlyList<CauseOccurrence> occurrences, HashSet<SweptCrate> alone)
    {
        SweptCrate[] crates = [.. occurrences.Select(occurrence => occurrence.Crate).Distinct()];
        return new CauseFacts(
            key,
            CauseId.Of(key),
            Platforms.InOrder(occurrences.Select(occurrence => occurrence.Result.Platform)),
            crates,
            [.. crates.Where(alone.Contains)],
            occurrences.SelectMany(occurrence => occurrence.Cause.Tests.Select(test => (occurrence.Crate, test))).Distinct().Count(),
            ReproducerOf(occurrences));
    }

    private static Reproducer ReproducerOf(IReadOnlyList<CauseOccurrence> occurrences)
    {
        var best = CauseOccurrence.QuickestToSee(occurrences);
        return new Reproducer(best.Crate, best.Result.Platform, best.Cause.Tests.Count > 0 ? best.Cause.Tests[0] : null);
    }
}
