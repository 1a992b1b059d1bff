using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Crates.Toml;
using Matrix.Yaml;
using Tomlyn.Syntax;

namespace Matrix.Runner.Crates.Settings;

/// <summary>Files and folders of this machine that a crates list's own cargo configuration names: legs must see them, wherever they lie.</summary>
internal static class NamedPlaces
{
    private const string Hint = "correct the path: cargo takes it from the folder above the one that holds the configuration";
    private const string FileScheme = "file://";

    /// <param name="config">Absolute path of the configuration; null: there is none.</param>
    /// <returns>Absolute paths, each once; the folder of the configuration among them.</returns>
    /// <exception cref="MatrixException">It names something that is not there.</exception>
    public static ImmutableArray<string> In(string? config)
    {
        if (config is null)
            return [];

        // What is no TOML names nothing: cargo will say so itself.
        var named = TomlDocument.Parse(File.ReadAllText(config)) is { } document ? Named(document, config) : [];
        return [.. named.Select(place => Present(place, config)).Prepend(Path.GetDirectoryName(config)!).Distinct()];
    }

    private static IEnumerable<(string Path, int Line)> Named(TomlDocument document, string config)
    {
        // https://doc.rust-lang.org/cargo/reference/config.html#config-relative-paths
        var above = Path.GetDirectoryName(Path.GetDirectoryName(config)) ?? "/";
        return
        [
            .. from key in document.All
               from value in Values(key)
               let path = PathIn(key.Path, value)
               where path is not null
               select (Path.GetFullPath(path, above), LineOf(document.Text, key)),
        ];
    }

    private static string? PathIn(ImmutableArray<string> key, string value) => key switch
    {
        ["source", _, "directory" or "local-registry"] => value,
        ["paths"] or ["include"] => value,
        ["patch", _, _, "path"] => value,
        ["source", _, "registry" or "git"] or ["registries", _, "index"] or ["patch", _, _, "git" or "registry"] => FileIn(value),
        ["http", "cainfo"] or ["registries", _, "credential-provider"] => Path.IsPathRooted(value) ? value : null,

        // A program without a slash is one of PATH.
        ["target", _, "linker" or "runner"] or ["host", "linker"] or ["build", "rustc-wrapper" or "rustc-workspace-wrapper"] => value.Contains('/') ? value.Split(' ')[0] : null,
        _ => null,
    };

    private static string? FileIn(string address) =>
        address.IndexOf(FileScheme, StringComparison.Ordinal) is >= 0 and var start ? Uri.UnescapeDataString(address[(start + FileScheme.Length)..]) : null;

    // Of a runner that is a list the first word is the program.
    private static IEnumerable<string> Values(TomlKey key) => key switch
    {
        { Text: { } text } => [text],
        { Value: ArraySyntax array } when key.Path is ["paths"] or ["include"] => array.Items.Select(item => item.Value).OfType<StringValueSyntax>().Select(item => item.Value!),
        { Value: ArraySyntax array } => array.Items.Select(item => item.Value).OfType<StringValueSyntax>().Take(1).Select(item => item.Value!),
        _ => [],
    };

    private static int LineOf(string text, TomlKey key) => 1 + text.AsSpan(0, Math.Min(text.Length, key.Place.Start)).Count('\n');

    private static string Present((string Path, int Line) place, string config) => Directory.Exists(place.Path) || File.Exists(place.Path)
        ? place.Path
        : throw new MatrixException(ExitCode.Usage, $"{ShownPath.Of(config)}:{place.Line}: names {place.Path}, which is not there", Hint);
}
