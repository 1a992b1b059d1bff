using System.Buffers.Text;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace Matrix.Runner.Processes.Native;

/// <summary>Reads <c>/proc</c>.</summary>
internal sealed partial class LinuxProcessTable : IProcessTable
{
    private const int ReadAndCloseOnExec = 0x80000;   // O_RDONLY | O_CLOEXEC

    public TimeSpan Interval => TimeSpan.FromMilliseconds(300);

    public ImmutableArray<ProcessEntry> Read()
    {
        var entries = ImmutableArray.CreateBuilder<ProcessEntry>(256);
        Span<byte> buffer = stackalloc byte[1024];
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!char.IsAsciiDigit(directory["/proc/".Length]))
                continue;

            var length = ReadStart($"{directory}/stat", buffer);
            if (length > 0 && LinuxStat.Parse(buffer[..length]) is { } entry)
                entries.Add(entry);
        }

        return entries.ToImmutable();
    }

    /// <summary>A process, its parent, and so on.</summary>
    public HashSet<int> Lineage(int process)
    {
        var parents = Read().ToDictionary(entry => entry.Id, entry => entry.Parent);
        var lineage = new HashSet<int>();
        for (var id = process; id > 0 && lineage.Add(id); id = parents.GetValueOrDefault(id))
        {
        }

        return lineage;
    }

    // 0.20 0.18 0.12 1/80 11206: running ones / all, see proc_loadavg(5).
    public int CountOfMachine()
    {
        Span<byte> buffer = stackalloc byte[128];
        var text = buffer[..ReadStart("/proc/loadavg", buffer)];
        return Utf8Parser.TryParse(text[(text.IndexOf((byte)'/') + 1)..], out int count, out _) ? count : 0;
    }

    public long TransferredBytes(ProcessEntry entry)
    {
        Span<byte> buffer = stackalloc byte[512];
        var length = ReadStart($"/proc/{entry.Id}/io", buffer);
        return LinuxIo.Parse(buffer[..length]);
    }

    public TimeSpan WaitedForProcessor(ProcessEntry entry)
    {
        try
        {
            return Directory.EnumerateDirectories($"/proc/{entry.Id}/task").Select(Waited).DefaultIfEmpty().Max();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return TimeSpan.Zero;
        }
    }

    public bool? CarriesMark(ProcessEntry orphan, string mark)
    {
        try
        {
            var environment = File.ReadAllBytes($"/proc/{orphan.Id}/environ");
            return environment.Length == 0 ? null : environment.AsSpan().IndexOf(Encoding.UTF8.GetBytes(mark)) >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Reap(ProcessEntry orphan) => _ = Libc.Reap(orphan.Id);

    private static TimeSpan Waited(string task)
    {
        Span<byte> buffer = stackalloc byte[128];
        var length = ReadStart($"{task}/schedstat", buffer);
        return LinuxSchedStat.Waited(buffer[..length]);
    }

    // Not File: this is done for every process of the machine many times a second, and a file here is gone as often as not.
    private static int ReadStart(string path, Span<byte> buffer)
    {
        var file = Open(path, ReadAndCloseOnExec);
        if (file < 0)
            return 0;

        var length = Read(file, buffer, buffer.Length);
        _ = Close(file);
        return (int)Math.Max(0, length);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(int file, Span<byte> buffer, nint count);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}

/// <summary><c>/proc/PID/io</c>, as proc_pid_io(5) has it; it holds what children did that were waited for.</summary>
internal static class LinuxIo
{
    /// <summary>Bytes read and written by calls, whether or not they went to a disk; 0 where the file could not be read.</summary>
    public static long Parse(ReadOnlySpan<byte> text) => ValueOf(text, "rchar: "u8) + ValueOf(text, "wchar: "u8);

    private static long ValueOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        var at = text.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(text[(at + name.Length)..], out long value, out _) ? value : 0;
    }
}

/// <summary><c>/proc/PID/task/TID/schedstat</c>: three numbers, as https://docs.kernel.org/scheduler/sched-stats.html has them.</summary>
internal static class LinuxSchedStat
{
    private const long NanosecondsPerTick = 100;

    /// <summary>The second number, the time in which the thread was ready and another had the processor; 0 where the file could not be read.</summary>
    public static TimeSpan Waited(ReadOnlySpan<byte> text)
    {
        var rest = text[(text.IndexOf((byte)' ') + 1)..];
        return Utf8Parser.TryParse(rest, out long waited, out _) && rest.Length < text.Length ? new TimeSpan(waited / NanosecondsPerTick) : TimeSpan.Zero;
    }
}

/// <summary>One line of <c>/proc/PID/stat</c>, as proc(5) numbers its fields.</summary>
internal static class LinuxStat
{
    private const int FirstAfterName = 3;
    private const int LastRead = 24;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);   // USER_HZ, whatever the kernel's own clock is

    public static ProcessEntry? Parse(ReadOnlySpan<byte> line)
    {
        // The name stands in parentheses and may itself have some, and spaces.
        var start = line.IndexOf((byte)' ');
        var end = line.LastIndexOf(") "u8);
        if (start < 0 || end < 0 || !Utf8Parser.TryParse(line[..start], out int id, out _))
            return null;

        Span<long> fields = stackalloc long[LastRead + 1];
        return TryRead(line[(end + 2)..], fields, out var state)
            ? new ProcessEntry(
                id,
                Parent: (int)fields[4],
                Group: (int)fields[5],
                Session: (int)fields[6],
                IsZombie: state is (byte)'Z' or (byte)'X',
                Started: fields[22],
                ResidentBytes: fields[24] * Environment.SystemPageSize,
                CpuTime: (fields[14] + fields[15] + fields[16] + fields[17]) * Tick)
            {
                Threads = (int)Math.Max(1, fields[20]),
            }
            : null;
    }

    private static bool TryRead(ReadOnlySpan<byte> line, Span<long> fields, out byte state)
    {
        state = line.IsEmpty ? (byte)0 : line[0];
        var field = FirstAfterName;
        foreach (var range in line.Split((byte)' '))
        {
            if (field > LastRead)
                return true;
            if (field > FirstAfterName && !Utf8Parser.TryParse(line[range], out fields[field], out _))
                return false;

            field++;
        }

        return field > LastRead;
    }
}
