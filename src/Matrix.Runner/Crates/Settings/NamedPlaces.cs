using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Files;
using Matrix.Yaml;
using Tomlyn.Syntax;

namespace Matrix.Runner.Crates.Settings;

/// <summary>Files and folders of this machine that a crates list's own cargo configuration names: legs must see them, wherever they lie.</summary>
internal static class NamedPlaces
{
    private const string Hint = "correct the path: cargo takes it from the folder above the one that holds the configuration";
    private const string FileScheme = "file://";

    /// <param name="config">Absolute path of the configuration; null: there is none.</param>
    /// <returns>Absolute paths, each once; the folders of the configuration, and of what it includes, among them.</returns>
    /// <exception cref="MatrixException">It names something that is not there.</exception>
    public static ImmutableArray<string> In(string? config) => config is null ? [] : [.. In(config, new HashSet<string>(StringComparer.Ordinal)).Distinct()];

    /// <summary>The configuration and all that it includes.</summary>
    public static IEnumerable<string> FilesOf(string? config)
    {
        var read = new HashSet<string>(StringComparer.Ordinal);
        if (config is not null)
            _ = In(config, read).Count();
        return read.Order(StringComparer.Ordinal);
    }

    /// <param name="read">So that no file is read twice: two may include each other.</param>
    private static IEnumerable<string> In(string config, HashSet<string> read)
    {
        if (!read.Add(config))
            return [];

        // What is no TOML names nothing: cargo will say so itself.
        var keys = TomlDocument.Parse(File.ReadAllText(config)) is { } document
            ? document.All.Select(key => (Key: key, Line: LineOf(document.Text, key))).ToList()
            : [];
        var folder = Path.GetDirectoryName(config)!;

        // https://doc.rust-lang.org/cargo/reference/config.html#config-relative-paths and #including-extra-configuration-files
        var named =
            from entry in keys
            from value in Values(entry.Key)
            let path = PathIn(entry.Key.Path, value)
            where path is not null
            select Present(path, Above(folder), (config, entry.Line));
        var included = keys.Where(entry => entry.Key.Path is ["include"]).SelectMany(entry => Included(entry.Key, folder, (config, entry.Line)));
        return [folder, .. named, .. included.SelectMany(file => In(file, read))];
    }

    private static string Above(string folder) => Path.GetDirectoryName(folder) ?? "/";

    private static string? PathIn(ImmutableArray<string> key, string value) => key switch
    {
        ["source", _, "directory" or "local-registry"] => value,
        ["paths"] => value,
        ["patch", _, _, "path"] => value,
        ["source", _, "registry" or "git"] or ["registries", _, "index"] or ["patch", _, _, "git" or "registry"] => FileIn(value),
        ["http", "cainfo"] => value,
        ["registries", _, "credential-provider"] => Path.IsPathRooted(value) ? value : null,

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
        { Value: ArraySyntax array, Path: ["paths"] } => Texts(array),
        { Value: ArraySyntax array } => Texts(array).Take(1),
        _ => [],
    };

    // A file that is named in a table may be missing: cargo knows whether it must be there.
    private static IEnumerable<string> Included(TomlKey key, string folder, (string File, int Line) place) => key.Value is not ArraySyntax array ? [] :
    [
        .. Texts(array).Select(file => Present(file, folder, place)),
        .. array.Items.Select(item => item.Value).OfType<InlineTableSyntax>()
            .SelectMany(table => new TomlKey([], table, default).Inner)
            .Where(inner => inner is { Path: ["path"], Text: not null })
            .Select(inner => Path.GetFullPath(inner.Text!, folder))
            .Where(File.Exists),
    ];

    private static IEnumerable<string> Texts(ArraySyntax array) => array.Items.Select(item => item.Value).OfType<StringValueSyntax>().Select(item => item.Value!);

    private static int LineOf(string text, TomlKey key) => 1 + text.AsSpan(0, Math.Min(text.Length, key.Place.Start)).Count('\n');

    private static string Present(string path, string from, (string File, int Line) place) =>
        Path.GetFullPath(path, from) is var full && (Directory.Exists(full) || File.Exists(full))
            ? full
            : throw new MatrixException(ExitCode.Usage, $"{ShownPath.Of(place.File)}:{place.Line}: names {full}, which is not there", Hint);
}
