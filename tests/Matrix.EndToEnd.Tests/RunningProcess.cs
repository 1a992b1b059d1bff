namespace Matrix.EndToEnd.Tests;

/// <summary>A process of this machine, as /proc shows it.</summary>
/// <param name="Name">The first letters of its program's name.</param>
/// <param name="CommandLine">Its words, a NUL behind each.</param>
internal sealed record RunningProcess(int Id, string Name, string CommandLine)
{
    public static IEnumerable<RunningProcess> All() => Directory.EnumerateDirectories("/proc").Select(Read).OfType<RunningProcess>();

    public bool Names(string text) => CommandLine.Contains(text, StringComparison.Ordinal);

    private static RunningProcess? Read(string folder)
    {
        if (!int.TryParse(Path.GetFileName(folder), out var id))
            return null;

        try
        {
            return new RunningProcess(id, File.ReadAllText(Path.Combine(folder, "comm")).Trim(), File.ReadAllText(Path.Combine(folder, "cmdline")));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;   // it has ended
        }
    }
}
