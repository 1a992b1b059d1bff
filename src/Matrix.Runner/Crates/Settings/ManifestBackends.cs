using System.Collections.Immutable;
using Matrix.Runner.Toml;

namespace Matrix.Runner.Crates.Settings;

/// <summary>The profile keys of a workspace's Cargo.toml that name a backend: the file stays as it is, so each has to be overridden.</summary>
internal static class ManifestBackends
{
    /// <returns>Paths of keys in TOML, as <c>--config</c> takes them.</returns>
    public static ImmutableArray<string> In(string manifest) =>
        TomlDocument.Parse(manifest) is { } document
            ? [.. document.All.Where(key => key is { IsTable: false, Path: ["profile", _, .., "codegen-backend"] }).Select(key => TomlPath.Written(key.Path)).Distinct()]
            : [];
}
