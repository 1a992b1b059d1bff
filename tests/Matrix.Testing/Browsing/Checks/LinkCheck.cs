namespace Matrix.Testing.Browsing.Checks;

/// <summary>Every link within the site leads to a file that is there, and to an anchor in it. Other sites are not asked.</summary>
internal sealed class LinkCheck
{
    private readonly Dictionary<string, HashSet<string>> anchors = [];

    public async Task<IReadOnlyList<string>> ProblemsOfAsync(BrowserPage page)
    {
        var problems = new List<string>();
        // Those of the page itself are not those of its file, once its scripts ran.
        HashSet<string> here = [.. await PageScripts.RunAsync<string[]>(page.Content, "anchors")];
        foreach (var link in await PageScripts.RunAsync<string[][]>(page.Content, "links"))
        {
            if (await ProblemOfAsync(page, here, link[2], fetches: link[3] == "fetches") is { } problem)
                problems.Add($"{link[0]} ({link[1]}) {problem}");
        }

        return problems;
    }

    private async Task<string?> ProblemOfAsync(BrowserPage page, HashSet<string> here, string link, bool fetches)
    {
        if (!Uri.TryCreate(link, UriKind.Absolute, out var address))
            return "is not an address";
        if (fetches && address.Scheme == "data")
            return null;
        if (fetches)
            return page.Site.Holds(address) ? ProblemOfFile(page.Site, address) : "asks for something outside of the site";
        if (address.Scheme is "mailto" || (address.Scheme is "http" or "https" && !page.Site.IsAtHome(address)))
            return null;
        if (!page.Site.Holds(address))
            return "leads out of the site";

        return ProblemOfFile(page.Site, address) ?? await ProblemOfAnchorAsync(page, here, address);
    }

    private static string? ProblemOfFile(SiteFolder site, Uri address)
    {
        var file = site.FileOf(address);
        // A server shows its index.html, a disk does not.
        return Directory.Exists(file) ? "leads to a folder" : File.Exists(file) ? null : "leads to a file that is not there";
    }

    private async Task<string?> ProblemOfAnchorAsync(BrowserPage page, HashSet<string> here, Uri address)
    {
        var anchor = Uri.UnescapeDataString(address.Fragment.TrimStart('#'));
        if (anchor is "" or "top")
            return null;

        // What a page's script reads, key=value, is no anchor: the page is opened with it by tests of its own.
        if (anchor.Contains('=', StringComparison.Ordinal))
            return null;

        var isHere = new Uri(page.Content.Url).AbsolutePath == address.AbsolutePath;
        var there = isHere ? here : await AnchorsOfAsync(page, page.Site.FileOf(address));
        return there.Contains(anchor) ? null : "leads to an anchor that is not there";
    }

    private async Task<HashSet<string>> AnchorsOfAsync(BrowserPage page, string file)
    {
        if (anchors.TryGetValue(file, out var known))
            return known;

        // Read in an empty page, whose policy does not mind the styles of another.
        var empty = await page.Content.Context.NewPageAsync();
        HashSet<string> there = [.. await PageScripts.RunAsync<string[]>(empty, "anchors", await File.ReadAllTextAsync(file))];
        await empty.CloseAsync();
        return anchors[file] = there;
    }
}
