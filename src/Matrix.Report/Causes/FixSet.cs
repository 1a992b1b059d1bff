using Matrix.Report.History;
using Matrix.Report.Sweeps;

namespace Matrix.Report.Causes;

/// <summary>What has to be fixed together before crates work that fail for several causes: no single fix unlocks them.</summary>
/// <param name="Parts">Never none; one alone is a family of several causes.</param>
/// <param name="Unlocks">The crates that would work, beyond those that one of the fixes unlocks by itself; never none.</param>
internal sealed record FixSet(IReadOnlyList<FixPart> Parts, IReadOnlyList<SweptCrate> Unlocks)
{
    public long UnlockedDownloads => Unlocks.Sum(crate => crate.Downloads ?? 0);
}

/// <summary>What one change would fix.</summary>
/// <param name="Name">Of a family; of a cause that stands alone its label.</param>
/// <param name="Causes">That the crates fail for; never none.</param>
internal sealed record FixPart(string Name, IReadOnlyList<CauseKey> Causes);

internal static class FixSets
{
    /// <returns>What unlocks most comes first.</returns>
    public static IReadOnlyList<FixSet> Of(Sweep sweep)
    {
        var crates = sweep.Crates.Select(Needs.Of).OfType<Needs>().ToList();
        return
        [
            .. crates
                .DistinctBy(needs => string.Join('\n', needs.Parts))
                .Select(needs => Of(needs.Parts, [.. crates.Where(other => needs.Names.IsSupersetOf(other.Parts))]))
                .OrderByDescending(set => set.Unlocks.Count)
                .ThenByDescending(set => set.UnlockedDownloads)
                .ThenBy(set => set.Parts.Count)
                .ThenBy(set => set.Parts[0].Name, StringComparer.Ordinal),
        ];
    }

    private static FixSet Of(IReadOnlyList<string> parts, IReadOnlyList<Needs> unlocked)
    {
        var causes = unlocked.SelectMany(needs => needs.Causes).Distinct().ToLookup(cause => cause.Part, cause => cause.Key);
        return new FixSet([.. parts.Select(part => new FixPart(part, [.. causes[part]]))], [.. unlocked.Select(needs => needs.Crate)]);
    }

    /// <summary>A crate that fails for several of Cranelift's causes, and for nothing else.</summary>
    /// <param name="Parts">In order.</param>
    private sealed record Needs(SweptCrate Crate, IReadOnlyList<(string Part, CauseKey Key)> Causes, IReadOnlyList<string> Parts)
    {
        public HashSet<string> Names { get; } = [.. Parts];

        public static Needs? Of(SweptCrate crate)
        {
            var causes = (CauseOccurrence.AllOf(crate) ?? []).Select(cause => (Part: cause.Family?.Name ?? CauseKey.Of(cause).Label, Key: CauseKey.Of(cause))).Distinct().ToList();
            return causes.Count < 2 || causes.Exists(cause => cause.Key.Goal is null)
                ? null
                : new Needs(crate, causes, [.. causes.Select(cause => cause.Part).Distinct().Order(StringComparer.Ordinal)]);
        }
    }
}
