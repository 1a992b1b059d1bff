using System.Collections.Immutable;
using Matrix.Runner.Files;
using Matrix.Runner.Processes.Native;

namespace Matrix.Runner.Crates.Settings;

/// <summary>What a source says to cargo that the legs cannot let it say.</summary>
/// <param name="LeftOut"><c>file: key</c>, files relative to the source.</param>
/// <param name="BackendOverrides">Keys of the workspace's manifest that name a backend, as <c>--config</c> takes them.</param>
/// <param name="Edited">The files that were changed, relative to the source.</param>
/// <param name="Sources">Tables of its configuration that decide where dependencies come from, <c>file: table</c>: downloading does not see them.</param>
internal sealed record SourceSettings(
    ImmutableArray<string> LeftOut, ImmutableArray<string> BackendOverrides, ImmutableArray<string> Edited, ImmutableArray<string> Sources)
{
    // Of two in one folder cargo reads the first.
    private static readonly string[] Names = [".cargo/config", ".cargo/config.toml"];

    /// <summary>Takes out of the source's own configuration of cargo what would break the comparison.</summary>
    /// <param name="root">Absolute path of the source.</param>
    /// <param name="package">Absolute path of the folder in which cargo is called.</param>
    /// <param name="workspace">Absolute path of the workspace's folder.</param>
    public static SourceSettings Settle(string root, string package, string workspace)
    {
        var leftOut = ImmutableArray.CreateBuilder<string>();
        var edited = ImmutableArray.CreateBuilder<string>();
        var sources = ImmutableArray.CreateBuilder<string>();
        foreach (var file in Files(root, package))
        {
            var name = Path.GetRelativePath(Libc.RealPath(root)!, file.Path);
            var settings = CargoSettings.Of(file.Text);
            leftOut.AddRange(settings.LeftOut.Select(key => $"{name}: {key}"));
            sources.AddRange(settings.Sources.Select(table => $"{name}: {table}"));
            if (settings.LeftOut.IsEmpty)
                continue;

            file.Replace(settings.Text);
            edited.Add(name);
        }

        var manifest = Path.Combine(workspace, "Cargo.toml");
        var overrides = SourceFile.Find(root, manifest) is { } found ? ManifestBackends.In(found.Text) : [];
        leftOut.AddRange(overrides.Select(key => $"{Path.GetRelativePath(root, manifest)}: {key}"));
        return new SourceSettings(leftOut.DrainToImmutable(), overrides, edited.DrainToImmutable(), sources.DrainToImmutable());
    }

    // As cargo looks for them: from where it is called, which the system tells it without links, up to the top.
    private static IEnumerable<SourceFile> Files(string root, string package)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var folder = SourceFile.Within(root, package); folder is not null && SourceFile.Within(root, folder) is not null; folder = Path.GetDirectoryName(folder))
        {
            foreach (var name in Names)
            {
                if (SourceFile.Find(root, Path.Combine(folder, name)) is { } file && found.Add(file.Path))
                    yield return file;
            }
        }
    }
}

/// <summary>The profile keys of a workspace's Cargo.toml that name a backend: the file stays as it is, so each has to be overridden.</summary>
internal static class ManifestBackends
{
    /// <returns>Paths of keys in TOML, as <c>--config</c> takes them.</returns>
    public static ImmutableArray<string> In(string manifest) =>
        TomlDocument.Parse(manifest) is { } document
            ? [.. document.All.Where(key => key is { IsTable: false, Path: ["profile", _, .., "codegen-backend"] }).Select(key => TomlPath.Written(key.Path)).Distinct()]
            : [];
}
