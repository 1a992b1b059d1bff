using Matrix.Results;

namespace Matrix.Report.Logs;

/// <summary>Gives the links into logs, and remembers for which a page has to be written.</summary>
internal sealed class LogLinks
{
    private const string LogSuffix = ".log.gz";
    private const string PageSuffix = ".html";

    private readonly SortedDictionary<string, (string Crate, SortedSet<int> Lines)> asked = new(StringComparer.Ordinal);

    public IReadOnlyList<LogRequest> Requests =>
        [.. asked.Select(pair => new LogRequest(pair.Key, PageOf(pair.Key), pair.Value.Crate, pair.Value.Lines))];

    /// <param name="log">Relative to the results directory.</param>
    /// <param name="crate">Anchor of the crate that the page leads back to.</param>
    /// <returns>Null for a log outside of the results directory: nobody is led there.</returns>
    public string? To(string log, string crate)
    {
        if (!IsInside(log))
            return null;

        if (!asked.ContainsKey(log))
            asked.Add(log, (crate, []));

        return Href(PageOf(log));
    }

    public string? To(LogLine place, string crate)
    {
        var page = To(place.Log, crate);
        if (page is null || place.Line < 1)
            return page;

        asked[place.Log].Lines.Add(place.Line);
        return $"{page}#{LogPage.Anchor(place.Line)}";
    }

    private static string PageOf(string log) =>
        (log.EndsWith(LogSuffix, StringComparison.Ordinal) ? log[..^LogSuffix.Length] : log) + PageSuffix;

    private static string Href(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static bool IsInside(string log) =>
        log.StartsWith("logs/", StringComparison.Ordinal) && !log.Contains('\\') && !log.Contains('\0')
        && log.Split('/').All(part => part is not ("" or "." or ".."));
}
