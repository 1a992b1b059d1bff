using System.Text;
using Matrix.Results;

namespace Matrix.Report.Logs;

/// <summary>Gives the links from a crate's page into the logs of a run, and remembers for which logs a page has to be written.</summary>
/// <param name="folder">Of the site, in which the pages of this run's logs are.</param>
/// <param name="crate">As the results call it.</param>
/// <param name="slug">As the site calls it.</param>
internal sealed class LogLinks(string folder, string crate, string slug)
{
    private const string Root = "../";
    private const string LogFolder = "logs/";
    private const string LogSuffix = ".log.gz";
    private const string PageSuffix = ".html";
    private const int LongestName = 255; // bytes, as file systems take

    private readonly SortedDictionary<string, SortedSet<int>> asked = new(StringComparer.Ordinal);

    public IReadOnlyList<LogRequest> Requests => [.. asked.Select(pair => new LogRequest(pair.Key, PageOf(pair.Key), pair.Value))];

    /// <param name="log">Relative to the results directory.</param>
    /// <returns>Null for a log outside of the results directory, or that no file system could hold: nobody is led there.</returns>
    public string? To(string log)
    {
        if (!IsInside(log))
            return null;

        asked.TryAdd(log, []);
        return Root + Href(PageOf(log));
    }

    public string? To(LogLine place)
    {
        var page = To(place.Log);
        if (page is null || place.Line < 1)
            return page;

        asked[place.Log].Add(place.Line);
        return $"{page}#{LogPage.Anchor(place.Line)}";
    }

    // All of a platform in one folder: a folder for each leg would be more of them than a disk or a web host likes. No slug has a tilde, so no
    // crate's pages take the place of another's.
    private string PageOf(string log) => $"{LogFolder}{folder}/{NameOf(log)}";

    private string NameOf(string log)
    {
        var inside = log[LogFolder.Length..];
        var ofCrate = inside.StartsWith($"{crate}/", StringComparison.Ordinal) ? inside[(crate.Length + 1)..] : inside;
        var name = ofCrate.EndsWith(LogSuffix, StringComparison.Ordinal) ? ofCrate[..^LogSuffix.Length] : ofCrate;
        return $"{slug}~{name.Replace('/', '.')}{PageSuffix}";
    }

    private static string Href(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private bool IsInside(string log) =>
        log.StartsWith(LogFolder, StringComparison.Ordinal) && !log.Contains('\\') && !log.Contains('\0')
        && log.Split('/').All(part => part is not ("" or "." or "..")) && Encoding.UTF8.GetByteCount(NameOf(log)) <= LongestName;
}
