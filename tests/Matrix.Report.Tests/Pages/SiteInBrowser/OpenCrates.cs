using Matrix.Testing.Browsing;
using Microsoft.Playwright;

namespace Matrix.Report.Tests.Pages.SiteInBrowser;

/// <summary>The page of all crates in a browser: what a person sees of it and does with it.</summary>
internal sealed class OpenCrates : IAsyncDisposable
{
    private const string Page = "crates.html";
    private const string Visible = "#crates tbody tr:visible";

    private readonly BrowserPage page;

    private OpenCrates(BrowserPage page) => this.page = page;

    public IPage Content => page.Content;

    public IReadOnlyList<string> Complaints => page.Complaints.All;

    public static async Task<OpenCrates> OpenAsync(SiteFolder site, string fragment = "", BrowserView? view = null) =>
        new(await BrowserPage.OpenAsync(site, Page, view, fragment));

    public Task<IReadOnlyList<string>> NamesAsync() => Content.Locator($"{Visible} > th").AllTextContentsAsync();

    public async Task<IReadOnlyList<string>> HeadersAsync() => await Content.Locator("#crates thead th").AllTextContentsAsync();

    /// <summary>Of the rows that are to be seen, from the top.</summary>
    public async Task<IReadOnlyList<string>> CellsAsync(string header) =>
        [.. (await Content.Locator($"{Visible} > :nth-child({await PlaceAsync(header)})").AllTextContentsAsync()).Select(text => text.Trim())];

    /// <summary>What the page says of itself: <c>3 of 61 crates</c>.</summary>
    public async Task<string> ShownAsync() => await Content.Locator("#shown").TextContentAsync() ?? "";

    public Task<string> FragmentAsync() => Content.EvaluateAsync<string>("() => location.hash");

    public async Task GoAsync(string fragment)
    {
        await Content.EvaluateAsync("fragment => { location.hash = fragment; }", fragment);
        await page.SettleAsync();
    }

    public async Task ChooseAsync(string field, string value)
    {
        await Content.Locator($"#filter select[name={field}]").SelectOptionAsync(value);
        await page.SettleAsync();
    }

    public async Task WriteAsync(string text)
    {
        await Content.Locator("#filter input[name=text]").FillAsync(text);
        await page.SettleAsync();
    }

    public async Task PressAsync(string button)
    {
        await Content.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = button, Exact = true }).ClickAsync();
        await page.SettleAsync();
    }

    public async Task SortWithMouseAsync(string header) =>
        await Content.Locator($"#crates thead th:nth-child({await PlaceAsync(header)}) button").ClickAsync();

    /// <summary>Tab from the field for text until the header has the focus, then Enter.</summary>
    public async Task SortWithKeyboardAsync(string header)
    {
        var place = await PlaceAsync(header);
        await Content.Locator("#filter input[name=text]").FocusAsync();
        for (var presses = 0; presses < 40; presses++)
        {
            await Content.Keyboard.PressAsync("Tab");
            if (await Content.EvaluateAsync<int>("() => 1 + (document.activeElement.closest('thead th')?.cellIndex ?? -1)") != place)
                continue;
            await Content.Keyboard.PressAsync("Enter");
            return;
        }

        Assert.Fail($"Tab does not come to {header}");
    }

    /// <summary>Headers that say that the table is sorted by them, and how.</summary>
    public async Task<IReadOnlyList<string>> SortedByAsync() => await Content.EvaluateAsync<string[]>(
        "() => [...document.querySelectorAll('#crates thead th[aria-sort]')].map(each => `${each.textContent} ${each.getAttribute('aria-sort')}`)");

    public ValueTask DisposeAsync() => page.DisposeAsync();

    // From 1, as CSS counts.
    private async Task<int> PlaceAsync(string header) => (await HeadersAsync()).ToList().IndexOf(header) is var index and >= 0
        ? index + 1
        : throw new AssertionException($"there is no column {header}");
}
