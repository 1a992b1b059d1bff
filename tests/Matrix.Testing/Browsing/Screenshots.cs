using Microsoft.Playwright;

namespace Matrix.Testing.Browsing;

/// <summary>Whole pages as pictures in <c>artifacts/screenshots</c>, for people to look at; no test compares them.</summary>
public static class Screenshots
{
    private static readonly BrowserView[] Views =
    [
        new() { Width = 1440 },
        new() { Width = 1440, Dark = true },
        new() { Width = 360, Height = 740 },
        new() { Width = 360, Height = 740, Dark = true },
    ];

    /// <summary>Writes <c>NAME-light-1440.png</c> and its three siblings.</summary>
    public static async Task<IReadOnlyList<string>> WriteAsync(SiteFolder site, string page, string name)
    {
        var files = new List<string>();
        foreach (var view in Views)
        {
            await using var opened = await BrowserPage.OpenAsync(site, page, view);
            var file = Repository.PathOf($"artifacts/screenshots/{name}-{(view.Dark ? "dark" : "light")}-{view.Width}.png");
            await opened.Content.ScreenshotAsync(new PageScreenshotOptions { Path = file, FullPage = true });
            files.Add(file);
        }

        return files;
    }
}
