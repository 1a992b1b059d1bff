using Matrix.Runner.Files;
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

/// <summary>The manifests that cargo reads to resolve a package: its own, those of path dependencies, and those of its workspace.</summary>
/// <param name="read">The text of a manifest, by its absolute path; null: there is none.</param>
/// <param name="isOurs">Whether an absolute path belongs to the source.</param>
internal sealed class ManifestWalk(Func<string, string?> read, Func<string, bool> isOurs)
{
    // Links may lead in circles.
    private const int Most = 1000;

    private readonly Dictionary<string, Manifest?> manifests = new(StringComparer.Ordinal);

    /// <summary>The folders it looked for manifests in, those without one too.</summary>
    public IReadOnlyCollection<string> Folders => manifests.Keys;

    /// <summary>The workspace's folder, where one is needed; null: none is, or none is to be found.</summary>
    public string? Workspace { get; private set; }

    /// <param name="package">Absolute path of the package's folder.</param>
    public void Follow(string package)
    {
        var start = Visit(package);
        if (Root(package, start) is not { } root || !IsNeeded(root))
            return;

        Workspace = root;
        var workspace = Visit(root);
        foreach (var folder in workspace?.OfWorkspace ?? [])
            Visit(Path.GetFullPath(folder, root));
        foreach (var member in workspace?.Members ?? [])
            VisitMembers(root, member);
        VisitInherited(root, workspace);
    }

    private Manifest? Visit(string folder)
    {
        if (manifests.TryGetValue(folder, out var known) || manifests.Count >= Most)
            return known;

        var manifest = manifests[folder] = Read(folder);
        foreach (var dependency in manifest?.Dependencies ?? [])
            Visit(Path.GetFullPath(dependency, folder));
        return manifest;
    }

    private Manifest? Read(string folder) => read(Path.Combine(folder, "Cargo.toml")) is { } text ? Manifest.Parse(text) : null;

    // As cargo finds it: named, the package itself, or the nearest above.
    private string? Root(string package, Manifest? start)
    {
        if (start?.Workspace is { } named)
            return Path.GetFullPath(named, package);

        for (var folder = package; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Read(folder)?.IsWorkspace == true)
                return folder;
        }

        return null;
    }

    // A package can do without one above its source of which it takes nothing.
    private bool IsNeeded(string root) =>
        isOurs(root) || manifests.Values.Any(manifest => manifest is { Inherits: true } or { Workspace: not null }) || Read(root)?.OfWorkspace.Count > 0;

    // "crates/*": names of folders, level by level. Outside nothing is listed: that could be all of the machine.
    private void VisitMembers(string root, string member)
    {
        IEnumerable<string> folders = [root];
        foreach (var part in member.Split('/'))
            folders = folders.SelectMany(folder => IsPattern(part) && isOurs(folder) ? Directories(folder, part) : [Path.GetFullPath(part, folder)]);

        foreach (var folder in folders.Where(folder => !IsPattern(member) || !isOurs(folder) || File.Exists(Path.Combine(folder, "Cargo.toml"))).Take(Most).ToList())
            Visit(folder);
    }

    private static bool IsPattern(string member) => member.AsSpan().ContainsAny('*', '?');

    private static IEnumerable<string> Directories(string folder, string pattern) => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, pattern) : [];

    // What nobody inherits is not looked for.
    private void VisitInherited(string root, Manifest? workspace)
    {
        var visited = 0;
        while (visited < manifests.Count)
        {
            visited = manifests.Count;
            var wanted = manifests.Values.SelectMany(manifest => manifest?.Inherited ?? []).ToHashSet();
            foreach (var (_, folder) in workspace?.Inheritable.Where(dependency => wanted.Contains(dependency.Name)).ToList() ?? [])
                Visit(Path.GetFullPath(folder, root));
        }
    }
}
