using Microsoft.Playwright;

namespace Matrix.Testing.Browsing;

/// <summary>A page of a site, open in a browser that knows nothing yet. What goes wrong is written down from the first request on.</summary>
public sealed class BrowserPage : IAsyncDisposable
{
    private readonly IBrowserContext context;

    private BrowserPage(IBrowserContext context, IPage page, SiteFolder site, BrowserView view)
    {
        this.context = context;
        Content = page;
        Site = site;
        View = view;
        Complaints = new Complaints(page, site);
    }

    public SiteFolder Site { get; }

    public BrowserView View { get; }

    /// <summary>To click, type and ask.</summary>
    public IPage Content { get; }

    public Complaints Complaints { get; }

    public static Task<BrowserPage> OpenAsync(string file, string fragment = "") =>
        OpenAsync(SiteFolder.OnDisk(Path.GetDirectoryName(file)!), Path.GetFileName(file), fragment: fragment);

    public static async Task<BrowserPage> OpenAsync(SiteFolder site, string page, BrowserView? view = null, string fragment = "")
    {
        view ??= new BrowserView();
        var context = await Browser.NewContextAsync(view);
        await context.AddInitScriptAsync(PageScripts.Text("policy-start"));
        var opened = new BrowserPage(context, await context.NewPageAsync(), site, view);
        if (view.Print)
            await opened.Content.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await opened.Content.GotoAsync(site.AddressOf(page, fragment).AbsoluteUri);
        await opened.SettleAsync();
        return opened;
    }

    /// <summary>The page as it is now, after its scripts ran.</summary>
    public Task<string> HtmlAsync() => Content.ContentAsync();

    /// <summary>Waits until what the page was about to do and to say is done and said.</summary>
    public async Task SettleAsync()
    {
        // Where scripts are off, nothing that waits is ever called.
        if (View.Script)
            await PageScripts.RunAsync<bool>(Content, "settle");
        await Complaints.ReadPolicyViolationsAsync();
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
