namespace Matrix.Results;

/// <summary>Systems and processors that the project is about.</summary>
public static class KnownPlatforms
{
    /// <summary>As results name them, in the order in which pages show them.</summary>
    public static IReadOnlyList<string> All { get; } = ["linux-x86_64", "linux-aarch64", "macos-x86_64", "macos-aarch64"];

    public static IReadOnlyList<string> Systems { get; } = ["linux", "macos"];

    /// <summary>Of a target triple; null: of another system.</summary>
    public static string? SystemOf(string target) =>
        target.Contains("linux", StringComparison.Ordinal) ? "linux"
        : target.Contains("darwin", StringComparison.Ordinal) || target.Contains("macos", StringComparison.Ordinal) ? "macos"
        : null;
}
