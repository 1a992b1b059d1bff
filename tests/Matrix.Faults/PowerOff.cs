using System.Globalization;

namespace Matrix.Faults;

/// <summary>
/// What a power-off does to what was written and not synced: the end of a file is not there, or is NUL bytes. Made from the journal that
/// faults.c kept until the kill.
/// </summary>
internal static class PowerOff
{
    /// <param name="before">The call before which the power goes.</param>
    public static void Damage(string journal, long before, bool zeroes)
    {
        foreach (var (path, lasting) in Lasting(File.ReadLines(journal).Select(line => line.Split('\t')).TakeWhile(line => Number(line[5]) < before)))
        {
            if (!File.Exists(path))
                continue;

            using var file = File.OpenWrite(path);
            var length = file.Length;
            if (lasting >= length)
                continue;

            file.SetLength(lasting);
            if (zeroes)
                file.SetLength(length);
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    // For each file how much of it is known to have come to the disk.
    private static Dictionary<string, long> Lasting(IEnumerable<string[]> journal)
    {
        var lasting = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in journal)
        {
            var (what, path, other) = (line[0], line[1], line[2]);
            if (what == "rename")
            {
                if (lasting.Remove(path, out var moved))
                    lasting[other] = moved;
            }
            else if (what is "sync" or "remove")
            {
                lasting.Remove(path);
            }
            else if (what is "make" or "cut" or "write")
            {
                var from = Number(line[3]);
                lasting[path] = Math.Min(lasting.GetValueOrDefault(path, long.MaxValue), from);
            }
        }

        return lasting;
    }
}
