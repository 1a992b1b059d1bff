using Matrix.Results;

namespace Matrix.Report.Sweeps;

/// <summary>Names of platforms, in the order in which pages show them.</summary>
internal static class Platforms
{
    public static IReadOnlyList<string> InOrder(IEnumerable<string> names) => [.. names.Distinct().OrderBy(Rank).ThenBy(name => name, StringComparer.Ordinal)];

    /// <summary><c>linux-x86_64</c> as people write it.</summary>
    public static string Words(string name) => name.Split('-', 2) switch
    {
        ["linux", var arch] => $"Linux {arch}",
        ["macos", var arch] => $"macOS {arch}",
        _ => name,
    };

    private static int Rank(string name) => KnownPlatforms.All.TakeWhile(known => known != name).Count();
}
