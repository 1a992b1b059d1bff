using System.Buffers.Text;

namespace Matrix.Runner.Processes.Native;

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
