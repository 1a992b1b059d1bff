using Microsoft.Playwright;

namespace Matrix.Testing.Browsing.Checks;

/// <summary>What axe-core calls serious or critical, with a light and with a dark colour scheme: names, contrast, roles, …</summary>
internal static class AxeCheck
{
    // All else is the same by day and by night.
    private static readonly string[] OfColours = ["color-contrast", "link-in-text-block"];

    public static async Task<IReadOnlyList<string>> ProblemsOfAsync(BrowserPage page)
    {
        var axe = await File.ReadAllTextAsync(NodePackages.PathOf("axe-core/axe.min.js"));
        // Evaluated, not added as an element, which the page's policy would stop.
        await page.Content.EvaluateAsync($"() => {{ {axe} }}");
        var light = await ProblemsOfAsync(page, ColorScheme.Light);
        var dark = await ProblemsOfAsync(page, ColorScheme.Dark, OfColours);
        await EmulateAsync(page, page.View.Dark ? ColorScheme.Dark : ColorScheme.Light);
        return
        [
            .. light.Select(problem => dark.Contains(problem) || !IsOfColours(problem) ? problem : $"{problem} (light)"),
            .. dark.Except(light).Select(problem => $"{problem} (dark)"),
        ];
    }

    private static async Task<IReadOnlyList<string>> ProblemsOfAsync(BrowserPage page, ColorScheme scheme, params string[] rules)
    {
        await EmulateAsync(page, scheme);
        return await PageScripts.RunAsync<string[]>(page.Content, "axe", rules);
    }

    private static async Task EmulateAsync(BrowserPage page, ColorScheme scheme)
    {
        await page.Content.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await page.SettleAsync();
    }

    private static bool IsOfColours(string problem) => OfColours.Any(rule => problem.Contains($" {rule}: ", StringComparison.Ordinal));
}
