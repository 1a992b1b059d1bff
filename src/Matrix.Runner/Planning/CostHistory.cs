using Matrix.Results;
using Matrix.Results.History;

namespace Matrix.Runner.Planning;

/// <summary>What crates took in earlier sweeps, from the history that <c>./matrix report --remember</c> keeps.</summary>
internal static class CostHistory
{
    // Half a year: what was not measured since then is as good as unknown.
    private const int MostFiles = 26;

    /// <summary>The newest sweeps up to a date, until one more tells of no crate that was unknown.</summary>
    /// <param name="unreadable">Takes what is wrong with a file; the others count.</param>
    /// <exception cref="MatrixException">There is no such folder.</exception>
    public static MeasuredCosts Read(string? folder, DateOnly date, Action<string> unreadable)
    {
        var costs = new MeasuredCosts();
        foreach (var (nth, file) in Newest(folder, date).Take(MostFiles).Index())
        {
            if (!TellsNews(file, costs, unreadable) && nth >= MeasuredCosts.Sweeps)
                break;
        }

        return costs;
    }

    private static bool TellsNews(string file, MeasuredCosts costs, Action<string> unreadable)
    {
        var news = false;
        try
        {
            HistoryFile.Read(file, crate => news |= Add(costs, crate));
            return news;
        }
        catch (MatrixException error)
        {
            unreadable(error.Message);
            return true;
        }
    }

    private static bool Add(MeasuredCosts costs, PastCrate crate)
    {
        var (row, news) = (costs.Row(crate.Crate), false);
        foreach (var (platform, seconds) in crate.Seconds)
        {
            // What was not run took no time, and says nothing of what it takes.
            if (crate.Verdicts.TryGetValue(platform, out var verdict) && verdict != VerdictKind.Skipped)
                news |= costs.Add(row, platform, seconds);
        }

        return news;
    }

    // Their names sort as they began.
    private static IEnumerable<string> Newest(string? folder, DateOnly date)
    {
        if (folder is null)
            return [];

        try
        {
            var first = $"{date.AddDays(1):yyyyMMdd}";
            return Directory.GetFiles(folder, "*" + HistoryFile.Extension)
                .Where(file => string.CompareOrdinal(Path.GetFileName(file), first) < 0)
                .OrderDescending(StringComparer.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MatrixException(ExitCode.Usage, $"{folder} is no folder of earlier sweeps: {error.Message}", "name one that `./matrix report --remember` writes, or leave --history out");
        }
    }
}
