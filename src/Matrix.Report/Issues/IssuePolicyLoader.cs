using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Matrix.Results;
using Matrix.Yaml;

namespace Matrix.Report.Issues;

/// <summary>Reads <c>issues</c> and <c>cache</c> of matrix.yaml. All other keys of that file are the sweep's own.</summary>
internal static partial class IssuePolicyLoader
{
    private const string Section = "issues";
    private const string Hint = "correct it; the matrix.yaml that comes with the tool explains every key";
    private const int Most = 1000;

    private static readonly string[] Keys = ["repositories", "api", "report", "open", "close", "caps", "guard", "crates-shown", "labels", "upstream"];
    private static readonly string[] OpenKeys = ["sweeps", "crates"];
    private static readonly string[] CloseKeys = ["sweeps"];
    private static readonly string[] CapKeys = ["issues", "comments"];
    private static readonly string[] LabelKeys = ["class", "os", "arch", "status"];
    private static readonly string[] StyleKeys = ["colour", "description"];
    private static readonly string[] UpstreamKeys = ["repository", "tracked", "known"];

    /// <param name="path">Of matrix.yaml.</param>
    /// <exception cref="MatrixException">It cannot be read, or something in it is wrong.</exception>
    public static IssuePolicy Load(string path)
    {
        var file = YamlFile.Read(path, Hint);
        var problems = new Problems(file.Shown, Hint);
        var root = new YamlValue(YamlComposer.Compose(file, problems), NodePath.Root, problems).Mapping();
        root?.RequireFormat();
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var cache = root?.Find("cache")?.PathFrom(folder) ?? Path.Combine(folder, IssuePolicy.Default.Cache);
        var policy = (root?.Find(Section)?.Mapping(Keys) is { } section ? Read(section) : IssuePolicy.Default) with { Cache = cache };
        problems.ThrowIfAny();
        return policy;
    }

    private static IssuePolicy Read(YamlMapping section)
    {
        var defaults = IssuePolicy.Default;
        var (open, close, caps) = (section.Find("open")?.Mapping(OpenKeys), section.Find("close")?.Mapping(CloseKeys), section.Find("caps")?.Mapping(CapKeys));
        var upstream = section.Find("upstream")?.Mapping(UpstreamKeys);
        return defaults with
        {
            Repositories = section.Find("repositories")?.Values(Repository) ?? [],
            Api = section.Find("api")?.Address(),
            Report = section.Find("report")?.Address(),
            OpenAfterSweeps = Number(open, "sweeps", 1) ?? defaults.OpenAfterSweeps,
            OpenAfterCrates = Number(open, "crates", 1) ?? defaults.OpenAfterCrates,
            CloseAfterSweeps = Number(close, "sweeps", 1) ?? defaults.CloseAfterSweeps,
            MostNewIssues = Number(caps, "issues", 0) ?? defaults.MostNewIssues,
            MostComments = Number(caps, "comments", 0) ?? defaults.MostComments,
            Guard = (int?)section.Find("guard")?.WholeNumber(1, 100) ?? defaults.Guard,
            CratesShown = Number(section, "crates-shown", 0) ?? defaults.CratesShown,
            Labels = Labels(section.Find("labels")?.Mapping(LabelKeys), defaults.Labels),
            Upstream = upstream?.Find("repository")?.Repository(),
            Tracked = Tracked(upstream?.Find("tracked")?.Mapping(WireName.All<FailureClass>())),
            Known = [.. upstream?.Find("known")?.Values(item => item.OneOf<FailureClass>()) ?? []],
        };
    }

    private static int? Number(YamlMapping? of, string key, int least) => (int?)of?.Find(key)?.WholeNumber(least, Most);

    private static LabelStyles Labels(YamlMapping? labels, LabelStyles defaults) => new(
        Style(labels?.Find("class"), defaults.Class),
        Style(labels?.Find("os"), defaults.Os),
        Style(labels?.Find("arch"), defaults.Arch),
        Style(labels?.Find("status"), defaults.Status));

    // A colour alone, or what it says too.
    private static LabelStyle Style(YamlValue? value, LabelStyle defaults)
    {
        if (value is not { } given)
            return defaults;
        if (given.Node is not YamlNode.Mapping)
            return defaults with { Colour = given.Colour() ?? defaults.Colour };

        var style = given.Mapping(StyleKeys);
        return new LabelStyle(style?.Find("colour")?.Colour() ?? defaults.Colour) { Description = style?.Find("description")?.Text() ?? defaults.Description };
    }

    private static ImmutableSortedDictionary<FailureClass, string> Tracked(YamlMapping? classes) =>
        (classes?.All ?? [])
            .Select(pair => (Known: WireName.TryParse<FailureClass>(pair.Key, out var failure), Class: failure, Issue: pair.Value.Issue()))
            .Where(pair => pair.Known && pair.Issue is not null)
            .ToImmutableSortedDictionary(pair => pair.Class, pair => pair.Issue!);

    private static RepositoryName? Repository(this YamlValue value) =>
        value.Text(text => RepositoryName.TryParse(text, out _) ? null : "must be like owner/name") is { } text ? RepositoryName.Parse(text) : null;

    private static string? Colour(this YamlValue value) => value.Text(text => ColourShape.IsMatch(text) ? null : "must be six hex digits, in quotes")?.ToLowerInvariant();

    private static Uri? Address(this YamlValue value) =>
        value.Text(text => IsAddress(text) ? null : "must be an address that starts with https://") is { } text ? new Uri(text.TrimEnd('/') + "/") : null;

    // A tracker on this machine is one that somebody tries things on.
    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Query: "", Fragment: "", UserInfo: "" }
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    [GeneratedRegex(@"^[0-9A-Fa-f]{6}\z")]
    private static partial Regex ColourShape { get; }
}
