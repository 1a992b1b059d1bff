using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Matrix.Runner.Processes.Native;

/// <summary>Asks <c>ps</c>, whose options here are those that macOS and Linux share.</summary>
internal sealed class PsProcessTable : IProcessTable
{
    // S: the time of children that have ended counts for their parent.
    private static readonly ImmutableArray<string> CommandLine =
        ["ps", "-axSo", "pid=,ppid=,pgid=,stat=,rss=,time=,lstart="];

    public TimeSpan Interval => TimeSpan.FromMilliseconds(500);

    public ImmutableArray<ProcessEntry> Read()
    {
        var (reader, writer) = Platform.Current.OpenPipe();
        using (reader)
        {
            int id;
            using (writer)
                id = PosixSpawn.Start(new SpawnRequest("/bin/ps", CommandLine, ["LC_ALL=C", "TZ=UTC"], "/", writer));

            var text = ReadToEnd(reader);
            Libc.AwaitEnd(id);
            _ = Libc.Reap(id);
            return [.. text.Split('\n').Select(PsLine.Parse).OfType<ProcessEntry>()];
        }
    }

    // macOS has a limit of a user's processes of its own, which is low.
    public int CountOfMachine() => 0;

    public long TransferredBytes(ProcessEntry entry) => 0;

    public TimeSpan WaitedForProcessor(ProcessEntry entry) => TimeSpan.Zero;

    // ps shows environments too, but not reliably those of others' programs; orphans cannot be adopted here anyway.
    public bool? CarriesMark(ProcessEntry orphan, string mark) => false;

    public void Reap(ProcessEntry orphan)
    {
        // launchd does.
    }

    private static string ReadToEnd(Microsoft.Win32.SafeHandles.SafeFileHandle file)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[32 * 1024];
        for (var count = Libc.Read(file, buffer); count > 0; count = Libc.Read(file, buffer))
            bytes.Write(buffer, 0, count);

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}

/// <summary>One line of <c>ps -axSo pid=,ppid=,pgid=,stat=,rss=,time=,lstart=</c>.</summary>
internal static class PsLine
{
    private const int StartColumn = 6;

    public static ProcessEntry? Parse(string line)
    {
        var columns = line.Split(' ', StartColumn + 1, StringSplitOptions.RemoveEmptyEntries);
        if (columns.Length <= StartColumn
            || !int.TryParse(columns[0], out var id)
            || !int.TryParse(columns[1], out var parent)
            || !int.TryParse(columns[2], out var group)
            || !long.TryParse(columns[4], out var kilobytes)
            || Time(columns[5]) is not { } time
            || Start(columns[StartColumn]) is not { } started)
            return null;

        return new ProcessEntry(id, parent, group, Session: 0, columns[3].StartsWith('Z'), started, kilobytes * 1024, time);
    }

    // macOS: minutes:seconds.hundredths, and minutes go beyond 60. Linux: [days-]hours:minutes:seconds.
    private static TimeSpan? Time(string text)
    {
        var days = 0;
        var parts = text.Split('-');
        if (parts.Length > 2 || (parts.Length == 2 && !int.TryParse(parts[0], out days)))
            return null;

        var seconds = 0m;
        foreach (var part in parts[^1].Split(':'))
        {
            if (!decimal.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
                return null;

            seconds = (seconds * 60) + value;
        }

        return TimeSpan.FromDays(days) + new TimeSpan((long)(seconds * TimeSpan.TicksPerSecond));
    }

    private static long? Start(string text) =>
        DateTime.TryParseExact(
            text.Trim(), "ddd MMM d HH:mm:ss yyyy", CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite, out var start)
            ? start.Ticks
            : null;
}
