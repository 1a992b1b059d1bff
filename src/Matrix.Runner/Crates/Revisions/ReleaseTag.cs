using System.Text.RegularExpressions;
using NuGet.Versioning;

namespace Matrix.Runner.Crates.Revisions;

/// <summary>A tag that names a version: <c>v1.2.3</c>, <c>1.2</c>, <c>name-1.2.3</c>, <c>name@1.2.3</c>, <c>name/v1.2.3</c>.</summary>
/// <param name="Package">The one that it names; null: none, so it means the repository's own.</param>
internal sealed partial record ReleaseTag(string Name, string? Package, NuGetVersion Version)
{
    private static readonly string[] WordsForNone = ["", "release", "releases", "rel", "version", "ver", "tags"];

    /// <returns>Null: it names no version.</returns>
    public static ReleaseTag? Read(string tag)
    {
        var parts = Form.Match(tag);
        if (!parts.Success || !NuGetVersion.TryParse(parts.Groups["version"].Value, out var version) || version.IsLegacyVersion)
            return null;

        var package = parts.Groups["package"].Value;
        return new ReleaseTag(tag, WordsForNone.Contains(package, StringComparer.OrdinalIgnoreCase) ? null : package, version);
    }

    /// <summary>Whether it names this package; registries take <c>-</c> and <c>_</c> for the same.</summary>
    public bool IsOf(string package) => Package is not null && string.Equals(Package.Replace('_', '-'), package.Replace('_', '-'), StringComparison.OrdinalIgnoreCase);

    // The shortest beginning that a version can follow, so that crc32-1.0 has 1.0 and not 32.
    [GeneratedRegex(@"^(?<package>.*?)[-_/@.]?[vV]?(?<![0-9])(?<version>[0-9]+\.[0-9]+[0-9A-Za-z.+-]*)\z")]
    private static partial Regex Form { get; }
}
