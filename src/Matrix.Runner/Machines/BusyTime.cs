using System.Globalization;

namespace Matrix.Runner.Machines;

/// <summary>How long the processors of this machine have worked since it was started, for whomever.</summary>
internal static class BusyTime
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);   // USER_HZ

    // In the order of proc(5); guests are counted in user and nice already.
    private static readonly string[] Fields = ["user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal"];

    /// <summary>Null where the system does not say.</summary>
    public static TimeSpan? Read()
    {
        try
        {
            return OperatingSystem.IsLinux() ? Parse(File.ReadAllText("/proc/stat")) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <param name="stat">Of /proc/stat, whose first line is of all processors together.</param>
    public static TimeSpan? Parse(string stat)
    {
        var words = stat.Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not ["cpu", .. var numbers] || numbers.Length < Fields.Length)
            return null;

        long busy = 0;
        foreach (var (field, number) in Fields.Zip(numbers))
        {
            if (!long.TryParse(number, CultureInfo.InvariantCulture, out var ticks))
                return null;

            busy += field is "idle" or "iowait" ? 0 : ticks;
        }

        return busy * Tick;
    }
}
