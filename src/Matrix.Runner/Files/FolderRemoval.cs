namespace Matrix.Runner.Files;

/// <summary>Removes folders that foreign code has written to.</summary>
internal static class FolderRemoval
{
    public static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing was made yet.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A crate may leave behind what cannot be removed (no permission to write a folder): make it removable, once.
            MakeRemovable(folder);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void MakeRemovable(string folder)
    {
        if (new DirectoryInfo(folder).LinkTarget is not null)
            return;

        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var child in Directory.EnumerateDirectories(folder))
            MakeRemovable(child);
    }
}
