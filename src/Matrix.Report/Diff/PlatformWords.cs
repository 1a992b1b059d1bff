using Matrix.Report.Sweeps;

namespace Matrix.Report.Diff;

internal static class PlatformWords
{
    public static string All(IEnumerable<string> platforms) => string.Join(", ", platforms.Select(Platforms.Words));

    /// <summary>Empty where there is only one that could be meant.</summary>
    public static string Where(IReadOnlyList<string> platforms, IReadOnlyList<string> shared) => (platforms.Count, shared.Count) switch
    {
        (_, 1) => "",
        var (some, all) when some == all => "everywhere",
        _ => All(platforms),
    };
}
