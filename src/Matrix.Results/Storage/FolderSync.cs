using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Matrix.Results.Storage;

/// <summary>Makes the names in a folder last: a file that was renamed or made is only then still there after a power-off. .NET has no call for it.</summary>
internal static class FolderSync
{
    // A folder that a sandboxed child inherited would be a way out of its sandbox. The systems have numbers of their own for it.
    private static readonly int CloseOnExec = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    public static void Sync(string folder)
    {
        var descriptor = Open(Encoding.UTF8.GetBytes(folder + '\0'), CloseOnExec);
        if (descriptor < 0)
            return;

        // Some file systems cannot do this, and say so: then nothing more can be done.
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        _ = Flush(descriptor);
    }

    [DllImport("libc", EntryPoint = "open"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(int descriptor);
}
