namespace Matrix.Runner.Legs;

/// <summary>Removes a tree, whatever a crate left in it.</summary>
internal static class FolderRemoval
{
    public static void Remove(string directory)
    {
        if (!Directory.Exists(directory))
            return;

        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A folder without the permission to write cannot be emptied: make all of them writable, and try once more.
            MakeWritable(directory);
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void MakeWritable(string directory)
    {
        if (new DirectoryInfo(directory).LinkTarget is not null)
            return;

        File.SetUnixFileMode(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var child in Directory.EnumerateDirectories(directory))
            MakeWritable(child);
    }
}
