using System.Runtime.InteropServices;

namespace Matrix.Report.Merging;

/// <summary>Logs of a crate in a second results directory: as hard links, which take no room, or as copies where there can be none.</summary>
internal static class LinkedLogs
{
    private const string Logs = "logs";
    private const int Deepest = 4;

    public static void Link(string from, string to, string crate)
    {
        // A results directory may come from anywhere: a name is never a way out of it.
        if (crate.Length == 0 || crate is "." or ".." || crate.AsSpan().IndexOfAny('/', '\0') >= 0)
            return;

        var logs = new DirectoryInfo(Path.Combine(from, Logs, crate));
        if (logs.Exists && logs.Parent!.LinkTarget is null)
            Link(logs, Path.Combine(to, Logs, crate), Deepest);
    }

    // What a link in a foreign directory leads to is none of its logs.
    private static void Link(DirectoryInfo from, string to, int depth)
    {
        if (from.LinkTarget is not null || depth == 0)
            return;

        Directory.CreateDirectory(to);
        foreach (var entry in from.EnumerateFileSystemInfos())
        {
            var target = Path.Combine(to, entry.Name);
            if (entry is DirectoryInfo inner)
                Link(inner, target, depth - 1);
            else if (entry.LinkTarget is null && entry is FileInfo file && !HardLink.TryCreate(file.FullName, target))
                file.CopyTo(target);
        }
    }
}

/// <summary>A second name of a file: .NET has no call for it.</summary>
internal static partial class HardLink
{
    /// <returns>False: the two places are not on one file system, or it knows no such names.</returns>
    public static bool TryCreate(string file, string name) => Link(file, name) == 0;

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string file, string name);
}
