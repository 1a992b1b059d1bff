using System.Globalization;

namespace Matrix.Runner.Processes.Native;

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
