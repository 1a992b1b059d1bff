using System.Buffers.Text;

namespace Matrix.Runner.Processes.Native;

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
