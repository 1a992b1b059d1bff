namespace Matrix.Runner.Crates.Settings;

/// <summary>What a package needs that lies outside of what its entry names, and so was not copied.</summary>
internal static class OutsideSource
{
    /// <param name="source">Absolute path of the prepared source.</param>
    /// <returns>In words, with what to write in the entry instead; null: it needs nothing from outside.</returns>
    public static string? Of(CrateEntry crate, string source)
    {
        // Of a folder the original is read: what lies beside it is there.
        var (root, visible) = crate.Source is CrateSource.Folder original ? (original.Path, "/") : (source, source);
        var walk = new ManifestWalk(path => SourceFile.Find(visible, path)?.Text, folder => IsWithin(root, folder));
        var package = Path.GetFullPath(crate.Directory, root);
        walk.Follow(package);

        var outside = walk.Folders.Where(needed => !IsWithin(root, needed)).ToList();
        if (outside.Count == 0)
            return null;

        var needs = walk.Workspace is { } workspace && outside.Contains(workspace)
            ? $"belongs to the workspace in {Path.GetRelativePath(root, workspace)}"
            : $"depends on {Path.GetRelativePath(root, outside[0])}";
        return crate.Source is CrateSource.Folder
            ? $"{needs}, which is outside the folder that its entry names{Advice(root, outside, package)} ({crate.Position})"
            : $"{needs}, which is outside its repository ({crate.Position})";
    }

    private static string Advice(string root, List<string> outside, string package)
    {
        var (common, levels) = (root, 0);
        for (; !outside.TrueForAll(needed => IsWithin(common, needed)); levels++)
            common = Path.GetDirectoryName(common)!;

        // All of a machine is no source.
        return common == "/" ? "" : $": name the folder {(levels == 1 ? "above" : $"{levels} levels above")} as path, and directory: {Path.GetRelativePath(common, package)}";
    }

    private static bool IsWithin(string root, string folder) => folder == root || folder.StartsWith($"{root.TrimEnd('/')}/", StringComparison.Ordinal);
}
