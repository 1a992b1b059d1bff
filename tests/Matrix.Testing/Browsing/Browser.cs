using System.Reflection;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Matrix.Testing.Browsing;

/// <summary>The machine's chromium without a window, started once for all tests of an assembly; its last tear-down ends it.</summary>
public static class Browser
{
    private const string Driver = "PLAYWRIGHT_DRIVER_SEARCH_PATH";

    private static readonly string? Program = $"/usr/bin{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}"
        .Split(Path.PathSeparator).Select(directory => Path.Combine(directory, "chromium")).FirstOrDefault(File.Exists);

    private static readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)>> Shared = new(StartAsync);

    public static async Task EndAsync()
    {
        if (!Shared.IsValueCreated)
            return;
        var (driver, browser) = await Shared.Value;
        await browser.CloseAsync();
        driver.Dispose();
    }

    /// <summary>As a new user: nothing stored, nothing cached.</summary>
    internal static async Task<IBrowserContext> NewContextAsync(BrowserView view)
    {
        if (Program is null)
            Assert.Ignore("there is no chromium on this machine");

        var (_, browser) = await Shared.Value;
        return await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = view.Width, Height = view.Height },
            ColorScheme = view.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = view.ReducedMotion ? ReducedMotion.Reduce : ReducedMotion.NoPreference,
            JavaScriptEnabled = view.Script,
        });
    }

    private static async Task<(IPlaywright Driver, IBrowser Browser)> StartAsync()
    {
        Environment.SetEnvironmentVariable(Driver, PackagePath);
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            // No name is looked up: a page that asks for something outside is told of, and nobody else hears of it.
            Args = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"],
        }));
    }

    private static string PackagePath => typeof(Browser).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "PlaywrightPackage").Value!;
}
