namespace Matrix.Testing.Browsing.Checks;

/// <summary>A page scrolls down, never sideways, with its details shut and open.</summary>
internal static class WidthCheck
{
    private static readonly int[] Widths = [360, 800, 1440];

    public static async Task<IReadOnlyList<string>> ProblemsOfAsync(BrowserPage page)
    {
        var problems = new List<string>();
        foreach (var width in Widths)
        {
            await page.Content.SetViewportSizeAsync(width, page.View.Height);
            await page.SettleAsync();
            problems.AddRange((await PageScripts.RunAsync<string[]>(page.Content, "width")).Select(problem => $"too wide: {problem}"));
        }

        await page.Content.SetViewportSizeAsync(page.View.Width, page.View.Height);
        await page.SettleAsync();
        return problems;
    }
}
