namespace Matrix.Runner.Files;

/// <summary>
/// Copies a tree as it is: permissions and times too. Links stay links, so nothing outside the tree is read; and pipes and devices become empty
/// files, since reading them might never end.
/// </summary>
internal static class FolderCopy
{
    // A folder that its owner may not write to could not be filled, nor removed.
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static void Copy(string from, string to, Func<string, bool>? leaveOut = null)
    {
        Directory.CreateDirectory(to);
        var folder = new DirectoryInfo(from);
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (leaveOut?.Invoke(entry.Name) != true)
                CopyEntry(entry, Path.Combine(to, entry.Name));
        }

        File.SetUnixFileMode(to, folder.UnixFileMode | Own);
        Directory.SetLastWriteTimeUtc(to, folder.LastWriteTimeUtc);
    }

    private static void Copy(FileInfo file, string target)
    {
        if (file.Length > 0)
        {
            file.CopyTo(target, overwrite: true);
            return;
        }

        File.WriteAllBytes(target, []);
        File.SetLastWriteTimeUtc(target, file.LastWriteTimeUtc);
        File.SetUnixFileMode(target, file.UnixFileMode);
    }

    /// <summary>One file, link or folder.</summary>
    public static void CopyEntry(FileSystemInfo entry, string target)
    {
        if (entry.LinkTarget is { } link)
            File.CreateSymbolicLink(target, link);
        else if (entry is DirectoryInfo)
            Copy(entry.FullName, target, leaveOut: null);
        else if (entry is FileInfo file)
            Copy(file, target);
    }
}
