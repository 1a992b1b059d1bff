using System.Globalization;
using Matrix.Results;
using Matrix.Runner.Isolation;

namespace Matrix.Runner.Legs;

/// <summary>
/// Stands beside a leg's folder, where what runs in it cannot write, and says which run of the leg the folder holds whole. A line of
/// legs.jsonl alone does not: a start that was killed may have begun the leg anew after that line was written.
/// </summary>
/// <param name="boot">Of this machine. What it had built before a power-off need not have come to the disk: nobody waited for that.</param>
internal sealed class LegStamp(string boot)
{
    /// <summary>Before anything in the folder is touched.</summary>
    public static void Remove(LegDirectories directories)
    {
        var mark = PathOf(directories);
        if (File.Exists(mark))
            File.Delete(mark);
    }

    /// <summary>Before the leg's line is written, so that a line without its mark is always of an earlier run.</summary>
    public void Set(LegDirectories directories, LegResult leg) => File.WriteAllText(PathOf(directories), Text(leg));

    public bool IsOf(LegDirectories directories, LegResult leg)
    {
        var mark = PathOf(directories);
        return File.Exists(mark) && File.ReadAllText(mark) == Text(leg);
    }

    private string Text(LegResult leg) => $"{leg.Start.ToString("O", CultureInfo.InvariantCulture)} {boot}\n";

    private static string PathOf(LegDirectories directories) => $"{directories.Root}.finished";
}
