using Matrix.Results;

namespace Matrix.Report.Logs;

/// <summary>How much of a log is shown.</summary>
internal sealed record LogLimits(int Head = 1_000, int Tail = 2_000, int Around = 200);

/// <summary>The part of a log that is shown: its beginning, its end, and what is around the lines that are linked to.</summary>
/// <param name="Lines">In order.</param>
/// <param name="Total">How many lines the log has.</param>
/// <param name="Damage">Why the log ends early or is not there at all.</param>
internal sealed record LogExcerpt(IReadOnlyList<LogText> Lines, int Total, string? Damage)
{
    public static LogExcerpt Read(string path, IReadOnlySet<int> linked, LogLimits limits)
    {
        if (!File.Exists(path))
            return new LogExcerpt([], 0, "The log is missing from the results directory.");

        try
        {
            using var file = new LogFile(path);
            return Read(file, linked, limits);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new LogExcerpt([], 0, $"The log cannot be read: {error.Message}");
        }
    }

    private static LogExcerpt Read(LogFile file, IReadOnlySet<int> linked, LogLimits limits)
    {
        var kept = new List<LogText>();
        var tail = new Queue<(LogText Line, bool IsNear)>();
        var upcoming = new Queue<int>(linked.Order());
        var total = 0;
        while (file.NextLine() is { } line)
        {
            total = line.Number;
            if (total <= limits.Head)
                kept.Add(line);
            else
                tail.Enqueue((line, IsNear(total, upcoming, limits.Around)));

            if (tail.Count > limits.Tail && tail.Dequeue() is { IsNear: true } passed)
                kept.Add(passed.Line);
        }

        var damage = file.Damage is { } message ? $"The log is damaged, and can be read up to here only: {message}" : null;
        return new LogExcerpt([.. kept, .. tail.Select(last => last.Line)], total, damage);
    }

    private static bool IsNear(int line, Queue<int> upcoming, int around)
    {
        while (upcoming.TryPeek(out var past) && past < line - around)
            upcoming.Dequeue();

        return upcoming.TryPeek(out var next) && next <= line + around;
    }
}
