namespace Matrix.Report.Sweeps;

/// <summary>Names of platforms, in the order in which pages show them.</summary>
internal static class Platforms
{
    /// <summary>The ones that the goal is about: shown whether they were swept or not.</summary>
    public static readonly IReadOnlyList<string> OfTheGoal = ["linux-x86_64", "linux-aarch64", "macos-x86_64", "macos-aarch64"];

    public static IReadOnlyList<string> InOrder(IEnumerable<string> names) => [.. names.Distinct().OrderBy(Rank).ThenBy(name => name, StringComparer.Ordinal)];

    /// <summary><c>linux-x86_64</c> as people write it.</summary>
    public static string Words(string name) => name.Split('-', 2) switch
    {
        ["linux", var arch] => $"Linux {arch}",
        ["macos", var arch] => $"macOS {arch}",
        _ => name,
    };

    private static int Rank(string name) => OfTheGoal.TakeWhile(known => known != name).Count();
}
