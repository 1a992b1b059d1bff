namespace Matrix.Testing.Browsing;

/// <summary>A folder of pages, and the address under which the browser sees it.</summary>
/// <param name="Root">Ends in a slash.</param>
public sealed record SiteFolder(string Folder, Uri Root)
{
    public static SiteFolder OnDisk(string folder) =>
        new(folder, new Uri(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + "/"));

    /// <summary>Relative to the folder, with slashes.</summary>
    public IReadOnlyList<string> Pages =>
    [
        .. Directory.EnumerateFiles(Folder, "*.html", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal),
    ];

    // Put together as text: what .NET adds to a path of a file, it escapes once more.
    public Uri AddressOf(string page, string fragment = "") =>
        new(Root.AbsoluteUri + string.Join('/', page.Split('/').Select(Uri.EscapeDataString)) + fragment);

    public bool Holds(Uri address) => IsAtHome(address) && PathOf(address).StartsWith(PathOf(Root), StringComparison.Ordinal);

    /// <summary>Whether the same server answers, or the same disk.</summary>
    internal bool IsAtHome(Uri address) => address.Scheme == Root.Scheme && address.Authority == Root.Authority;

    internal string FileOf(Uri address) => Path.Combine(Folder, PathOf(address)[PathOf(Root).Length..]);

    private static string PathOf(Uri address) => Uri.UnescapeDataString(address.AbsolutePath);
}
