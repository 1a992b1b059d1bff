using Microsoft.Playwright;

namespace Matrix.Testing.Browsing;

/// <summary>What a browser has to say against a page.</summary>
public sealed class Complaints
{
    private readonly IPage page;
    private readonly List<string> console = [];
    private readonly List<string> errors = [];
    private readonly List<string> foreignRequests = [];

    internal Complaints(IPage page, SiteFolder site)
    {
        this.page = page;
        page.Console += (_, message) => Add(console, message.Type == "debug" ? null : $"{message.Type}: {message.Text}");
        page.PageError += (_, error) => Add(errors, error);
        page.Request += (_, request) => Add(foreignRequests, IsForeign(new Uri(request.Url), site) ? request.Url : null);
        page.WebSocket += (_, socket) => Add(foreignRequests, socket.Url);
    }

    /// <summary>All that was said on the console, not only errors: a finished page is silent.</summary>
    public IReadOnlyList<string> Console => Copy(console);

    /// <summary>Exceptions that no script caught.</summary>
    public IReadOnlyList<string> Errors => Copy(errors);

    public IReadOnlyList<string> PolicyViolations { get; private set; } = [];

    /// <summary>Requests that leave the folder of the site.</summary>
    public IReadOnlyList<string> ForeignRequests => Copy(foreignRequests);

    public IReadOnlyList<string> All =>
    [
        .. Console.Select(text => $"console: {text}"),
        .. Errors.Select(text => $"a script failed: {text}"),
        .. PolicyViolations.Select(text => $"the page's policy stopped {text}"),
        .. ForeignRequests.Select(text => $"asks for {text}, which is outside of the site"),
    ];

    internal async Task ReadPolicyViolationsAsync() => PolicyViolations = await PageScripts.RunAsync<string[]>(page, "policy-end");

    private static bool IsForeign(Uri address, SiteFolder site) =>
        address.Scheme is not ("data" or "blob" or "about") && !site.Holds(address);

    // The events come from a thread of the driver's.
    private static void Add(List<string> list, string? text)
    {
        if (text is null)
            return;
        lock (list)
            list.Add(text);
    }

    private static IReadOnlyList<string> Copy(List<string> list)
    {
        lock (list)
            return [.. list];
    }
}
