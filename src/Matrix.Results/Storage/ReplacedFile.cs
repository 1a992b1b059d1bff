namespace Matrix.Results.Storage;

/// <summary>
/// A file that is written in one step: whoever reads it sees the old one or the new one, each whole. After a power-off too, because a name
/// is only given to what is on the disk.
/// </summary>
public static class ReplacedFile
{
    /// <summary>Behind the name of what is not whole yet. A kill may leave it behind; whoever writes next writes over it.</summary>
    public const string PartialSuffix = ".partial";

    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        // A span cannot go into a lambda.
        var copy = bytes.ToArray();
        Write(path, file => file.Write(copy));
    }

    public static void Write(string path, Action<Stream> content)
    {
        var partial = path + PartialSuffix;
        try
        {
            using (var file = File.Create(partial))
            {
                content(file);
                file.Flush(flushToDisk: true);
            }

            Rename(partial, path);
        }
        catch
        {
            Discard(partial);
            throw;
        }
    }

    /// <summary>Gives a file that somebody else has written its name.</summary>
    public static void Place(string partial, string path)
    {
        using (var file = new FileStream(partial, FileMode.Open, FileAccess.ReadWrite))
            file.Flush(flushToDisk: true);
        Rename(partial, path);
    }

    private static void Rename(string partial, string path)
    {
        File.Move(partial, path, overwrite: true);
        FolderSync.Sync(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    private static void Discard(string partial)
    {
        try
        {
            File.Delete(partial);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What went wrong before says more.
        }
    }
}
