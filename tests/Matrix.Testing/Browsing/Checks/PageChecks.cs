namespace Matrix.Testing.Browsing.Checks;

/// <summary>
/// What every page of a site must keep, told as sentences. Several pages of one site share an instance, which reads each file once.
/// A checked page has its details open and the focus somewhere: what is to be seen of it was seen before.
/// </summary>
public sealed class PageChecks
{
    private readonly LinkCheck links = new();

    public async Task<IReadOnlyList<string>> ProblemsOf(BrowserPage page)
    {
        var problems = new List<string>();
        problems.AddRange(await links.ProblemsOfAsync(page));
        problems.AddRange(await PageScripts.RunAsync<string[]>(page.Content, "headings"));
        problems.AddRange(await WidthCheck.ProblemsOfAsync(page));
        await PageScripts.RunAsync<bool>(page.Content, "open-details");
        problems.AddRange(await WidthCheck.ProblemsOfAsync(page));
        problems.AddRange(await AxeCheck.ProblemsOfAsync(page));
        problems.AddRange(await KeyboardCheck.ProblemsOfAsync(page));
        await page.SettleAsync();
        problems.AddRange(page.Complaints.All);
        return [.. problems.Distinct()];
    }

    /// <summary>Of all pages, each problem with the page it is on.</summary>
    public async Task<IReadOnlyList<string>> ProblemsOf(SiteFolder site)
    {
        var problems = new List<string>();
        foreach (var name in site.Pages)
        {
            await using var page = await BrowserPage.OpenAsync(site, name);
            problems.AddRange((await ProblemsOf(page)).Select(problem => $"{name}: {problem}"));
        }

        return problems;
    }
}
