using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Matrix.Runner.Crates.Revisions;

/// <summary>
/// The versions of packages that a registry lists: https://doc.rust-lang.org/cargo/reference/registry-index.html#sparse-protocol. Without the
/// registry nothing is known of what was yanked, and the list is updated all the same.
/// </summary>
/// <param name="root">Where the index is; ends with a slash.</param>
internal sealed class RegistryIndex(Uri root) : IDisposable
{
    // The longest known has some thousand versions.
    private const long LargestAnswer = 32 << 20;

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30), MaxResponseContentBufferSize = LargestAnswer };

    /// <returns>Whether each version is yanked; empty: it lists no such package; null: it cannot be asked.</returns>
    public async Task<ImmutableDictionary<string, bool>?> AskAsync(string package, CancellationToken cancellation)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(root, PathOf(package)), cancellation);
            if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.UnavailableForLegalReasons)
                return ImmutableDictionary<string, bool>.Empty;

            response.EnsureSuccessStatusCode();
            return Read(await response.Content.ReadAsStringAsync(cancellation));
        }
        catch (Exception error) when (error is HttpRequestException or JsonException || error is OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => http.Dispose();

    /// <param name="package">As crates list takes names: ASCII.</param>
    public static string PathOf(string package) => package.ToLowerInvariant() switch
    {
        { Length: 1 or 2 } name => $"{name.Length}/{name}",
        { Length: 3 } name => $"3/{name[..1]}/{name}",
        var name => $"{name[..2]}/{name[2..4]}/{name}",
    };

    private static ImmutableDictionary<string, bool> Read(string lines)
    {
        var versions = ImmutableDictionary.CreateBuilder<string, bool>(StringComparer.Ordinal);
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (JsonSerializer.Deserialize<Line>(line) is { Version: { } version } listed)
                versions[version] = listed.IsYanked;
        }

        return versions.ToImmutable();
    }

    private sealed record Line([property: JsonPropertyName("vers")] string? Version, [property: JsonPropertyName("yanked")] bool IsYanked);
}
