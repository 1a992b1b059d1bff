using Matrix.Runner.Toml;
using Tomlyn.Syntax;

namespace Matrix.Runner.Crates.Settings;

/// <summary>What a Cargo.toml says of other folders.</summary>
internal sealed record Manifest
{
    /// <summary>Folders of path dependencies, relative to its own: also those that a feature or a target may leave out, since cargo reads them all.</summary>
    public required IReadOnlyList<string> Dependencies { get; init; }

    /// <summary>Names of dependencies that are as the workspace says.</summary>
    public required IReadOnlyList<string> Inherited { get; init; }

    /// <summary>It takes something from its workspace.</summary>
    public required bool Inherits { get; init; }

    /// <summary>The folder of its workspace, where it names one.</summary>
    public string? Workspace { get; init; }

    public required bool IsWorkspace { get; init; }

    /// <summary>Folders, or patterns of them.</summary>
    public required IReadOnlyList<string> Members { get; init; }

    /// <summary>Dependencies that members may inherit, where they are folders.</summary>
    public required IReadOnlyList<(string Name, string Folder)> Inheritable { get; init; }

    /// <summary>Folders that stand in for other packages in the whole workspace.</summary>
    public required IReadOnlyList<string> OfWorkspace { get; init; }

    /// <returns>Null: it is no TOML.</returns>
    public static Manifest? Parse(string text)
    {
        if (TomlDocument.Parse(text) is not { } document)
            return null;

        var keys = document.All.ToList();
        return new Manifest
        {
            Dependencies = [.. Texts(keys, key => InDependency(key) && key.Path[^1] == "path")],
            Inherited = [.. keys.Where(key => InDependency(key) && IsInherited(key)).Select(key => key.Path[^2])],
            Inherits = keys.Exists(IsInherited),
            Workspace = Texts(keys, key => key.Path is ["package" or "project", "workspace"]).FirstOrDefault(),
            IsWorkspace = keys.Exists(key => key.Path[0] == "workspace"),
            Members = [.. keys.Where(key => key.Path is ["workspace", "members"]).SelectMany(Items)],
            Inheritable = [.. keys.Where(key => key is { Path: ["workspace", "dependencies", _, "path"], Text: not null }).Select(key => (key.Path[2], key.Text!))],
            OfWorkspace = [.. Texts(keys, key => key.Path is ["patch", _, _, "path"] or ["replace", _, "path"])],
        };
    }

    private static IEnumerable<string> Texts(IEnumerable<TomlKey> keys, Func<TomlKey, bool> isWanted) => keys.Where(isWanted).Select(key => key.Text).OfType<string>();

    private static IEnumerable<string> Items(TomlKey key) =>
        key.Value is ArraySyntax array ? array.Items.Select(item => (item.Value as StringValueSyntax)?.Value).OfType<string>() : [];

    // [dependencies.a] path = …, [target.'cfg(unix)'.dev-dependencies] a = { path = … }
    private static bool InDependency(TomlKey key) => key.Path switch
    {
        [var table, _, _] => IsTableOfDependencies(table),
        ["target", _, var table, _, _] => IsTableOfDependencies(table),
        _ => false,
    };

    private static bool IsTableOfDependencies(string table) =>
        table is "dependencies" or "dev-dependencies" or "build-dependencies" or "dev_dependencies" or "build_dependencies";

    private static bool IsInherited(TomlKey key) => key is { Path: [not "workspace", .., "workspace"], Value: BooleanValueSyntax { Value: true } };
}
