using Matrix.Report.Sweeps;
using Matrix.Report.Timelines;
using Matrix.Results;

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
        var crates = sweep.Crates.Select(crate => (Crate: crate, Occurrences: Occurrences(crate).ToList())).Where(pair => pair.Occurrences.Count > 0).ToList();
        var alone = crates.Select(pair => pair.Crate).Where(FailsForOneThing).ToHashSet();

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

    // What is not Cranelift's counts too, and so does a failure that nobody has a cause for.
    private static bool FailsForOneThing(SweptCrate crate)
    {
        var failing = crate.Results.Where(result => result.Standing == Standing.Fails).Select(result => result.Verdict.Causes).ToList();
        return failing.TrueForAll(causes => causes.Count > 0) && failing.SelectMany(causes => causes).Select(CauseKey.Of).Distinct().Count() == 1;
    }

    private static IEnumerable<Occurrence> Occurrences(SweptCrate crate) =>
        from result in crate.Results
        where result.Standing == Standing.Fails
        from cause in result.Verdict.Causes
        let key = CauseKey.Of(cause)
        where key.Goal is not null
        select new Occurrence(key, crate, result, cause);

    private static CauseFacts Facts(CauseKey key, IReadOnlyList<Occurrence> occurrences, HashSet<SweptCrate> alone)
    {
        SweptCrate[] crates = [.. occurrences.Select(occurrence => occurrence.Crate).Distinct()];
        return new CauseFacts(
            key,
            CauseId.Of(key),
            Platforms.InOrder(occurrences.Select(occurrence => occurrence.Result.Platform)),
            crates,
            [.. crates.Where(alone.Contains)],
            occurrences.SelectMany(occurrence => occurrence.Cause.Tests.Select(test => (occurrence.Crate, test))).Distinct().Count(),
            TryIt(occurrences, alone));
    }

    // A crate that fails for nothing else shows the cause alone; one that fails for something else first does not show it at all.
    private static Trial TryIt(IReadOnlyList<Occurrence> occurrences, HashSet<SweptCrate> alone)
    {
        var best = occurrences
            .OrderByDescending(occurrence => alone.Contains(occurrence.Crate))
            .ThenBy(occurrence => occurrence.Cause.Behind)
            .ThenByDescending(occurrence => occurrence.Cause.Confidence == Confidence.Proven)
            .ThenBy(occurrence => occurrence.Result.Verdict.Seconds)
            .ThenBy(occurrence => occurrence.Crate.Name, StringComparer.Ordinal)
            .First();
        return new Trial(best.Crate, best.Result.Platform, best.Cause.Tests.Count > 0 ? best.Cause.Tests[0] : null);
    }

    private sealed record Occurrence(CauseKey Key, SweptCrate Crate, PlatformResult Result, Cause Cause);
}
