using System.Globalization;
using Matrix.Runner.Files;

namespace Matrix.Runner.Toolchains;

/// <summary>Asks the Rust project's server, or a mirror of it, which nightlies have the backend's component: not every day, and not for every platform.</summary>
/// <param name="server">As RUSTUP_DIST_SERVER names it: an address, which may have a path.</param>
/// <param name="host">As rustc says it: <c>x86_64-unknown-linux-gnu</c>.</param>
internal sealed class Nightlies(HttpClient client, string server, string host, TimeProvider clock) : INightlies
{
    /// <summary>So many are looked at.</summary>
    public const int Days = 30;

    private const int MostBytes = 32 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private NewestNightly? newest;

    /// <summary>The newest one, without asking whether rustup has it here. Asked once.</summary>
    public async Task<NewestNightly> NewestAsync(CancellationToken cancellation) => newest ??= await AskAsync(cancellation);

    private async Task<NewestNightly> AskAsync(CancellationToken cancellation)
    {
        if (!Uri.TryCreate(server, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
            return NotAsked($"{server} is no address of a server");

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        try
        {
            for (var back = 0; back < Days; back++)
            {
                var name = today.AddDays(-back).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                if (await ManifestAsync(name, cancellation) is { } manifest && HasBackend(manifest, host))
                    return new NewestNightly(host, $"nightly-{name}", back, null);
            }

            return new NewestNightly(host, null, Days, null);
        }
        catch (HttpRequestException exception)
        {
            return NotAsked($"{address.Host}: {exception.StatusCode?.ToString() ?? exception.Message}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return NotAsked($"{address.Host} did not answer within {Patience.TotalSeconds:0} s");
        }
    }

    private NewestNightly NotAsked(string obstacle) => new(host, null, 0, obstacle);

    /// <summary>Which of all packages and platforms a manifest of rustup's (version 2) has, is said for each: <c>available = true</c>.</summary>
    public static bool HasBackend(string manifest, string host) =>
        TomlDocument.Parse(manifest)?.All.Any(key =>
            key.Path is ["pkg", IToolchainInstaller.Component, "target", var target, "available"] && target == host && key.IsTrue) == true;

    /// <returns>Null: there was no nightly on that day.</returns>
    private async Task<string?> ManifestAsync(string date, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        using var answer = await client.GetAsync(new Uri($"{server.TrimEnd('/')}/dist/{date}/channel-rust-nightly.toml"), HttpCompletionOption.ResponseHeadersRead, limit.Token);
        if (answer.StatusCode == System.Net.HttpStatusCode.NotFound)
            return null;

        answer.EnsureSuccessStatusCode();
        await answer.Content.LoadIntoBufferAsync(MostBytes, limit.Token);
        return await answer.Content.ReadAsStringAsync(limit.Token);
    }
}

internal interface INightlies
{
    Task<NewestNightly> NewestAsync(CancellationToken cancellation);
}

/// <summary>The newest nightly that has the backend for a platform.</summary>
/// <param name="Host">The platform, as rustc calls it.</param>
/// <param name="Name"><c>nightly-2026-11-21</c>; null: none of those looked at, or nobody could be asked.</param>
/// <param name="Without">How many days since then have none, or none with the backend.</param>
/// <param name="Obstacle">Why nobody could be asked.</param>
internal sealed record NewestNightly(string Host, string? Name, int Without, string? Obstacle)
{
    /// <summary>A line.</summary>
    public string Words => (Name, Obstacle) switch
    {
        (_, { } obstacle) => $"which of the last {Nightlies.Days} nightlies have {IToolchainInstaller.Component} could not be asked ({obstacle})",
        (null, _) => $"none of the last {Nightlies.Days} nightlies has {IToolchainInstaller.Component} for {Host}",
        ({ } name, _) when Without <= 1 => $"{name} has {IToolchainInstaller.Component} for {Host}",
        ({ } name, _) => $"the newest with {IToolchainInstaller.Component} for {Host} is {name}, of {Without} days ago",
    };
}
