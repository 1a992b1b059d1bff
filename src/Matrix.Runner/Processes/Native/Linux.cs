using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Matrix.Runner.Processes.Native;

internal sealed partial class Linux : IPlatform
{
    private const int CloseOnExec = 0x80000;   // O_CLOEXEC
    private const int SetDescriptorFlags = 2;  // F_SETFD
    private const int DescriptorCloseOnExec = 1;
    private const int SetChildSubreaper = 36;

    // Kilobytes, as all here: the kernel counts pages per core and adds them up now and then.
    private const int CountingSlack = 32 * 1024;

    public short SpawnFlags => 0x04 | 0x08 | 0x80;   // SETSIGDEF, SETSIGMASK, SETSID

    public int WaitWithoutReaping => 0x01000000;

    public int SigChld => 17;

    public int SigCont => 18;

    public IProcessTable ProcessTable { get; } = new LinuxProcessTable();

    public ControlGroups? ControlGroups => Groups.Value;

    private static Lazy<ControlGroups?> Groups { get; } = new(ControlGroups.Open);

    public void Prepare()
    {
        // Orphans of our children come to us and not to init, so that they can be told from the rest of the machine.
        if (Prctl(SetChildSubreaper, 1) != 0)
            throw Libc.LastError("prctl(PR_SET_CHILD_SUBREAPER)");

        // .NET opens all files so that children do not inherit them, but not so whoever started us: make's jobserver, a CI agent.
        foreach (var path in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            if (int.Parse(Path.GetFileName(path)) is > 2 and var descriptor)
                _ = Fcntl(descriptor, SetDescriptorFlags, DescriptorCloseOnExec);
        }
    }

    public (SafeFileHandle Reader, SafeFileHandle Writer) OpenPipe()
    {
        Span<int> ends = stackalloc int[2];
        return Pipe2(ends, CloseOnExec) == 0 ? (new(ends[0], true), new(ends[1], true)) : throw Libc.LastError("pipe2");
    }

    // posix_spawn borrows our memory until the program starts, and the kernel books that to the child: what is not more than our own
    // peak says nothing of the child.
    public long LargestProcessBytes(long maxResident) =>
        maxResident > Libc.OwnMaxResident() + CountingSlack ? maxResident * 1024 : 0;

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static partial int Pipe2(Span<int> ends, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Fcntl(int descriptor, int command, int value);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Prctl(int option, nuint value);
}
