using System.Diagnostics;
using Matrix.Testing;

namespace Matrix.Report.Tests.Pages;

/// <summary>A real browser without a window, where the machine has one.</summary>
internal static class Browser
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly string? Program = $"/usr/bin{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}"
        .Split(Path.PathSeparator).Select(directory => Path.Combine(directory, "chromium")).FirstOrDefault(File.Exists);

    /// <summary>The page after its script ran, and what the browser said of it on its console.</summary>
    public static async Task<(string Page, string Console)> OpenAsync(string file, string fragment = "")
    {
        if (Program is null)
            Assert.Ignore("there is no chromium on this machine");

        using var profile = new TemporaryDirectory();
        using var process = Process.Start(StartInfo(profile.Path, new Uri(file).AbsoluteUri + fragment))!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var page = process.StandardOutput.ReadToEndAsync(limit.Token);
            var console = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (await page, string.Join('\n', (await console).Split('\n').Where(line => line.Contains("CONSOLE"))));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static ProcessStartInfo StartInfo(string profile, string address) => new(
        Program!,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", $"--user-data-dir={profile}", "--enable-logging=stderr", "--dump-dom", address,
        ])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
}
