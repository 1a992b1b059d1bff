using System.Globalization;
using Matrix.Runner.Crates.Toml;

namespace Matrix.Runner.Toolchains;

/// <summary>Asks the Rust project's server which nightlies have the backend's component: not every day, and not for every platform.</summary>
/// <param name="server">What RUSTUP_DIST_SERVER names: <c>https://static.rust-lang.org</c>.</param>
internal sealed class Nightlies(HttpClient client, Uri server, TimeProvider clock) : INightlies
{
    /// <summary>So many are looked at.</summary>
    public const int Days = 30;

    private const int MostBytes = 32 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The newest one, without asking whether rustup has it here.</summary>
    /// <param name="host">As rustc says it: <c>x86_64-unknown-linux-gnu</c>.</param>
    public async Task<NewestNightly> NewestAsync(string host, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        try
        {
            for (var back = 0; back < Days; back++)
            {
                var name = today.AddDays(-back).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                if (await ManifestAsync(name, cancellation) is { } manifest && HasBackend(manifest, host))
                    return new NewestNightly($"nightly-{name}", back, null);
            }

            return new NewestNightly(null, Days, null);
        }
        catch (HttpRequestException exception)
        {
            return new NewestNightly(null, 0, $"{server.Host}: {exception.StatusCode?.ToString() ?? exception.Message}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new NewestNightly(null, 0, $"{server.Host} did not answer within {Patience.TotalSeconds:0} s");
        }
    }

    /// <summary>Which of all packages and platforms a manifest of rustup's (version 2) has, is said for each: <c>available = true</c>.</summary>
    public static bool HasBackend(string manifest, string host) =>
        TomlDocument.Parse(manifest)?.All.Any(key =>
            key.Path is ["pkg", IToolchainInstaller.Component, "target", var target, "available"] && target == host && key.IsTrue) == true;

    /// <returns>Null: there was no nightly on that day.</returns>
    private async Task<string?> ManifestAsync(string date, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        using var answer = await client.GetAsync(new Uri(server, $"/dist/{date}/channel-rust-nightly.toml"), HttpCompletionOption.ResponseHeadersRead, limit.Token);
        if (answer.StatusCode == System.Net.HttpStatusCode.NotFound)
            return null;

        answer.EnsureSuccessStatusCode();
        await answer.Content.LoadIntoBufferAsync(MostBytes, limit.Token);
        return await answer.Content.ReadAsStringAsync(limit.Token);
    }
}
