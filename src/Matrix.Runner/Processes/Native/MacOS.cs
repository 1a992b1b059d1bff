using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Matrix.Runner.Processes.Native;

internal sealed partial class MacOS : IPlatform
{
    // SETSIGDEF, SETSIGMASK, SETSID, CLOEXEC_DEFAULT: there is no pipe2, and fcntl takes its arguments in a way that .NET cannot call on
    // Apple's aarch64 (C's "…").
    public short SpawnFlags => 0x0004 | 0x0008 | 0x0400 | 0x4000;

    public int WaitWithoutReaping => 0x20;

    public int SigChld => 20;

    public int SigCont => 19;

    public IProcessTable ProcessTable { get; } = new PsProcessTable();

    public ControlGroups? ControlGroups => null;

    public void Prepare()
    {
        // Orphans go to launchd and cannot be adopted.
    }

    public (SafeFileHandle Reader, SafeFileHandle Writer) OpenPipe()
    {
        Span<int> ends = stackalloc int[2];
        return Pipe(ends) == 0 ? (new(ends[0], true), new(ends[1], true)) : throw Libc.LastError("pipe");
    }

    public long LargestProcessBytes(long maxResident) => maxResident;

    [LibraryImport("libc", EntryPoint = "pipe", SetLastError = true)]
    private static partial int Pipe(Span<int> ends);
}
