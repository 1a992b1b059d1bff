namespace Matrix.Report.Diff;

/// <summary>A crate on a platform that is not as it was.</summary>
/// <param name="Before">Null: the side does not have it.</param>
/// <param name="Now">As above; never both.</param>
internal sealed record Difference(DifferenceKind Kind, string Crate, long? Downloads, string Platform, Finding? Before, Finding? Now)
{
    /// <summary>What only one side's processor can do, where that may be why.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];
}

internal static class Differences
{
    /// <param name="platforms">That both sides have.</param>
    /// <returns>By kind, the most downloaded crates first.</returns>
    public static IReadOnlyList<Difference> Of(DiffInput before, DiffInput now, IReadOnlyList<string> platforms) =>
        Of(before, now, platforms, [.. platforms.Select(platform => ProcessorShift.Of(before, now, platform))]);

    private static IReadOnlyList<Difference> Of(DiffInput before, DiffInput now, IReadOnlyList<string> platforms, IReadOnlyList<ProcessorShift> shifts) =>
    [
        .. from crate in before.Crates.Keys.Union(now.Crates.Keys, StringComparer.Ordinal)
           let downloads = now.Crates.GetValueOrDefault(crate)?.Downloads ?? before.Crates.GetValueOrDefault(crate)?.Downloads
           from place in platforms.Index()
           let was = before.Find(crate, place.Item)
           let isNow = now.Find(crate, place.Item)
           let kind = FindingComparison.Compare(was, isNow)
           where kind is not null
           orderby kind, downloads ?? -1 descending, crate, place.Index
           select new Difference(kind.Value, crate, downloads, place.Item, was, isNow) { Features = shifts[place.Index].Of(was, isNow) },
    ];
}
