namespace Matrix.Runner.Legs;

/// <summary>Copies a tree as it is: links stay links, so nothing outside the tree is read.</summary>
internal static class FolderCopy
{
    public static void Copy(string from, string to, Func<string, bool>? leaveOut = null)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
        {
            if (leaveOut?.Invoke(entry.Name) != true)
                CopyEntry(entry, Path.Combine(to, entry.Name));
        }
    }

    /// <summary>One file, link or folder.</summary>
    public static void CopyEntry(FileSystemInfo entry, string target)
    {
        if (entry.LinkTarget is { } link)
            File.CreateSymbolicLink(target, link);
        else if (entry is DirectoryInfo)
            Copy(entry.FullName, target, leaveOut: null);
        else if (entry is FileInfo file)
            file.CopyTo(target, overwrite: true);
    }
}
