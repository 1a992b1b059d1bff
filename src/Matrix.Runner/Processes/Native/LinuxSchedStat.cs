using System.Buffers.Text;

namespace Matrix.Runner.Processes.Native;

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
