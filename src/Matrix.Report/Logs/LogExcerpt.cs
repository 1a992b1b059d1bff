namespace Matrix.Report.Logs;

/// <summary>How much of a log is shown.</summary>
internal sealed record LogLimits(int Head = 300, int Tail = 700, int Around = 100);

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

    /// <summary>The lines around one, as far as they are here; empty where that one is not.</summary>
    public IReadOnlyList<LogText> Near(int line, int around)
    {
        var first = FirstFrom(line - around);
        var near = Lines.Skip(first).TakeWhile(text => text.Number <= line + around).ToList();
        return near.Exists(text => text.Number == line) ? near : [];
    }

    private int FirstFrom(int line)
    {
        var (from, to) = (0, Lines.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (Lines[middle].Number < line)
                from = middle + 1;
            else
                to = middle;
        }

        return from;
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

/// <summary>A log that a crate's page links to.</summary>
/// <param name="Log">Relative to the results directory.</param>
/// <param name="Page">Relative to the site.</param>
/// <param name="Lines">What is linked to: each of them has an anchor on the page, whatever the log holds.</param>
internal sealed record LogRequest(string Log, string Page, IReadOnlySet<int> Lines);
