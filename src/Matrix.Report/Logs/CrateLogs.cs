using Matrix.Results;

namespace Matrix.Report.Logs;

/// <summary>What a crate's page shows and links to of the logs on a platform; each log is read once.</summary>
internal sealed class CrateLogs(LogLinks links, ResultsPaths results, LogLimits limits)
{
    /// <summary>How many lines are shown before and after one that is evidence.</summary>
    public const int Around = 3;

    private readonly Dictionary<string, LogExcerpt> excerpts = new(StringComparer.Ordinal);

    public IReadOnlyList<LogRequest> Requests => links.Requests;

    public string? Link(string log) => links.To(log);

    public string? Link(LogLine place) => links.To(place);

    /// <summary>Reads the logs that were linked to so far: from then on there is a context for the lines.</summary>
    public void Read()
    {
        foreach (var request in links.Requests)
            excerpts[request.Log] = LogExcerpt.Read(results.Absolute(request.Log), request.Lines, limits);
    }

    public LogExcerpt Excerpt(LogRequest request) => excerpts[request.Log];

    /// <summary>The lines around one; empty where the log does not have it.</summary>
    public IReadOnlyList<LogText> Context(LogLine place) => excerpts.TryGetValue(place.Log, out var excerpt) ? excerpt.Near(place.Line, Around) : [];
}
