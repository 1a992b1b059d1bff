namespace Matrix.Runner.Files;

/// <summary>Files in folders that foreign code writes to: a link or a pipe there could lead anywhere, or never end.</summary>
internal static class ForeignFile
{
    /// <summary>A file with something in it, no link, no pipe (whose length is 0).</summary>
    public static bool CanBeRead(string path) => new FileInfo(path) is { Exists: true, LinkTarget: null, Length: > 0 };
}
