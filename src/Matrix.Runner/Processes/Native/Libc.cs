using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace Matrix.Runner.Processes.Native;

/// <summary>The C library's calls and numbers that Linux and macOS share, wrapped where a call needs more than one line.</summary>
internal static partial class Libc
{
    public const int SigKill = 9;
    public const int SigTerm = 15;

    private const int Interrupted = 4;         // EINTR
    private const int MayExecute = 1;          // X_OK
    private const int ById = 1;                // P_PID
    private const int Ended = 4;               // WEXITED
    private const int WithoutWaiting = 1;      // WNOHANG
    private const short Readable = 1;          // POLLIN
    private const int RusageWords = 32;        // 144 bytes on both
    private const int MaxResidentWord = 4;     // after two timevals of 16 bytes

    public static bool IsExecutable(string path) => File.Exists(path) && Access(path, MayExecute) == 0;

    /// <summary>Without symbolic links; null where there is nothing.</summary>
    public static string? RealPath(string path)
    {
        var result = RealPath(path, 0);
        try
        {
            return Marshal.PtrToStringUTF8(result);
        }
        finally
        {
            Free(result);
        }
    }

    public static long OwnMaxResident()
    {
        Span<long> usage = stackalloc long[RusageWords];
        return GetRusage(0, usage) == 0 ? usage[MaxResidentWord] : 0;
    }

    /// <summary>Returns when the child has ended; it stays a zombie, so that its number stays its own.</summary>
    public static void AwaitEnd(int id)
    {
        Span<long> information = stackalloc long[32];
        while (WaitId(ById, (uint)id, information, Ended | Platform.Current.WaitWithoutReaping) != 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted)
                throw LastError("waitid");
        }
    }

    /// <summary>Takes the status of a child that has ended, and what it used with all its children that have ended; null where there is none to take.</summary>
    public static (int Status, long MaxResident, TimeSpan CpuTime)? Reap(int id)
    {
        Span<long> usage = stackalloc long[RusageWords];
        return Wait4(id, out var status, WithoutWaiting, usage) == id ? (status, usage[MaxResidentWord], Time(usage[..2]) + Time(usage[2..4])) : null;
    }

    // Microseconds have 32 bits on macOS, and padding behind them.
    private static TimeSpan Time(ReadOnlySpan<long> value) => TimeSpan.FromSeconds(value[0]) + TimeSpan.FromMicroseconds((int)value[1]);

    /// <summary>Whether there is something to read, an end included.</summary>
    public static bool IsReadableWithin(SafeFileHandle file, int milliseconds)
    {
        var polled = new Polled { Descriptor = (int)file.DangerousGetHandle(), Wanted = Readable };
        return Poll(ref polled, 1, milliseconds) > 0;
    }

    public static int Read(SafeFileHandle file, Span<byte> buffer)
    {
        while (true)
        {
            var count = Read(file, buffer, buffer.Length);
            if (count >= 0)
                return (int)count;
            if (Marshal.GetLastPInvokeError() != Interrupted)
                throw LastError("read");
        }
    }

    public static Win32Exception LastError(string call)
    {
        var error = Marshal.GetLastPInvokeError();
        return new Win32Exception(error, $"{call}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    public static partial int Kill(int id, int signal);

    [LibraryImport("libc", EntryPoint = "getpgid")]
    public static partial int GetProcessGroup(int id);

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);

    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint RealPath(string path, nint allocate);

    [LibraryImport("libc", EntryPoint = "free")]
    private static partial void Free(nint allocated);

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetRusage(int who, Span<long> usage);

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    private static partial int WaitId(int kind, uint id, Span<long> information, int options);

    [LibraryImport("libc", EntryPoint = "wait4")]
    private static partial int Wait4(int id, out int status, int options, Span<long> usage);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(ref Polled files, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(SafeFileHandle file, Span<byte> buffer, nint count);

    private struct Polled
    {
        public int Descriptor;
        public short Wanted;
        public short Happened;
    }
}
