namespace Matrix.Testing.Browsing.Checks;

/// <summary>Tab reaches everything that can be used, from top to bottom, shows where it is, and goes on.</summary>
internal static class KeyboardCheck
{
    private const int Batch = 20;

    // A log page has a link at each of its lines; what the first ones do, all do.
    private const int Most = 400;

    public static async Task<IReadOnlyList<string>> ProblemsOfAsync(BrowserPage page)
    {
        var expected = await PageScripts.RunAsync<int>(page.Content, "keyboard-start", Most);
        // What scrolls is reached too, though no element says so.
        for (var presses = 0; presses < (2 * expected) + Batch; presses += Batch)
        {
            for (var press = 0; press < Batch; press++)
                await page.Content.Keyboard.PressAsync("Tab");
            if (await PageScripts.RunAsync<bool>(page.Content, "keyboard-done"))
                break;
        }

        return await PageScripts.RunAsync<string[]>(page.Content, "keyboard-end");
    }
}
