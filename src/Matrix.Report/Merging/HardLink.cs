using System.Runtime.InteropServices;

namespace Matrix.Report.Merging;

/// <summary>A second name of a file: .NET has no call for it.</summary>
internal static partial class HardLink
{
    /// <returns>False: the two places are not on one file system, or it knows no such names.</returns>
    public static bool TryCreate(string file, string name) => Link(file, name) == 0;

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string file, string name);
}
