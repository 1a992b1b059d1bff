using System.Collections.Immutable;

namespace Matrix.Runner.Processes;

/// <summary>What a program needs of the machine's environment to reach the network. Given to git and to cargo's fetch, never to foreign code.</summary>
internal static class NetworkEnvironment
{
    public static ImmutableArray<string> Names { get; } =
    [
        "http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY",
        .. Certificates,
    ];

    private static ImmutableArray<string> Certificates => ["SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO", "CARGO_HTTP_CAINFO"];

    public static ImmutableSortedDictionary<string, string> Current { get; } = Of(Names);

    /// <summary>Files and folders that variables name, wherever they lie: absolute, those that are there.</summary>
    public static ImmutableArray<string> PlacesIn(IReadOnlyDictionary<string, string> environment) =>
    [
        .. Certificates.Select(name => environment.GetValueOrDefault(name)).OfType<string>()
            .SelectMany(value => value.Split(Path.PathSeparator))
            .Where(path => Path.IsPathFullyQualified(path) && (File.Exists(path) || Directory.Exists(path)))
            .Distinct(),
    ];

    /// <summary>The variables of these names that are set here.</summary>
    public static ImmutableSortedDictionary<string, string> Of(IEnumerable<string> names) =>
        names.Select(name => (Name: name, Value: System.Environment.GetEnvironmentVariable(name)))
            .Where(variable => variable.Value is not null)
            .ToImmutableSortedDictionary(variable => variable.Name, variable => variable.Value!);
}
