using System.Runtime.InteropServices;

namespace Matrix.Runner.Processes.Native;

internal static partial class ChildSignal
{
    private const nint Default = 0;
    private const nint Ignored = 1;

    /// <summary>
    /// Whoever started us may ignore SIGCHLD, and that is inherited: the kernel would throw away how our children end. .NET leaves it so.
    /// </summary>
    public static void Attend()
    {
        Span<nint> action = stackalloc nint[32];   // the handler comes first in every C library's structure
        if (Examine(Platform.Current.SigChld, 0, action) == 0 && action[0] == Ignored)
            _ = Handle(Platform.Current.SigChld, Default);
    }

    [LibraryImport("libc", EntryPoint = "sigaction")]
    private static partial int Examine(int signal, nint nothingNew, Span<nint> action);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Handle(int signal, nint handler);
}
