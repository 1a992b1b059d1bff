using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Matrix.Runner.Configuration;
using Matrix.Yaml;

namespace Matrix.Runner.Crates;

/// <summary>One entry of a list, or the <c>defaults</c> that fill its gaps.</summary>
internal sealed partial class CrateEntryReader(YamlFile list)
{
    private static readonly string[] Identity = ["name", .. CrateSourceReader.Keys];

    private static readonly string[] Keys =
    [
        .. Identity, "directory", "checkout", "features", "no-default-features", "needs", "tags", "tier", "downloads", "cost", "timeout",
        "memory", "env", "test-args", "skip", "expect",
    ];

    private readonly string folder = Path.GetDirectoryName(list.FullPath) ?? list.FullPath;

    /// <summary>What an entry says that says nothing.</summary>
    public static readonly CrateEntry Nothing = new() { Name = default, Source = new CrateSource.Folder(""), Position = "" };

    public static CrateEntry Defaults(YamlValue value)
    {
        if (value.Mapping(Keys) is not { } defaults)
            return Nothing;

        foreach (var key in Identity.Where(key => defaults.Find(key) is not null))
            defaults.Refuse(key, "cannot have a default; each entry has its own");

        return Settings(defaults, Nothing);
    }

    /// <summary>The entry, or null where it has no name or no source.</summary>
    public CrateEntry? Read(YamlValue value, CrateEntry defaults)
    {
        if (value.Mapping(Keys) is not { } entry)
            return null;

        var name = Name(entry);
        var source = CrateSourceReader.Read(entry, folder);
        var settings = Settings(entry, defaults);
        if (source is CrateSource.Folder && entry.Find("checkout") is not null)
            entry.Refuse("checkout", "belongs to a git source, and this one is a path");

        return name is null || source is null
            ? null
            : settings with { Name = name.Value, Source = source, Position = $"{list.Shown}:{entry.Line}" };
    }

    private static CrateName? Name(YamlMapping entry) =>
        entry.Require("name") is { } value
        && value.Text(text => CrateName.TryParse(text, out _) ? null : "must be up to 64 letters, digits, '-' and '_'") is { } text
        && CrateName.TryParse(text, out var name) ? name : null;

    private static CrateEntry Settings(YamlMapping entry, CrateEntry defaults) => defaults with
    {
        Directory = entry.Find("directory")?.Text(DirectoryRefusal) ?? defaults.Directory,
        Checkout = entry.Find("checkout") is { } checkout ? CheckoutReader.Read(checkout, defaults.Checkout) : defaults.Checkout,
        Features = Words(entry, "features") ?? defaults.Features,
        NoDefaultFeatures = entry.Find("no-default-features")?.Flag() ?? defaults.NoDefaultFeatures,
        Needs = entry.Find("needs")?.List(item => item.Text(PackageRefusal)) ?? defaults.Needs,
        Tags = Words(entry, "tags") ?? defaults.Tags,
        Tier = (int?)entry.Find("tier")?.WholeNumber(1, 9) ?? defaults.Tier,
        Downloads = entry.Find("downloads")?.WholeNumber(0, long.MaxValue) ?? defaults.Downloads,
        Cost = entry.Find("cost")?.Number(0) ?? defaults.Cost,
        Timeout = entry.Find("timeout")?.Duration() ?? defaults.Timeout,
        Memory = entry.Find("memory")?.Bytes() ?? defaults.Memory,
        Environment = entry.Find("env") is { } env ? EnvironmentRules.Variables(env) ?? defaults.Environment : defaults.Environment,
        TestArguments = entry.Find("test-args")?.List(item => item.FreeText()) ?? defaults.TestArguments,
        Skip = entry.Find("skip") is { } skip ? ExpectEntryReader.Skip(skip) : defaults.Skip,
        Expectations = entry.Find("expect")?.List(ExpectEntryReader.Expect) ?? defaults.Expectations,
    };

    private static ImmutableArray<string>? Words(YamlMapping entry, string key) =>
        entry.Find(key)?.List(item => item.Text(text => Word.IsMatch(text) ? null : "must be one word, without commas"));

    private static string? DirectoryRefusal(string directory)
    {
        var isInside = !directory.StartsWith('/')
            && !directory.Contains('\\', StringComparison.Ordinal)
            && !directory.Split('/').Contains("..");
        return isInside ? null : "must be a folder inside the source, written with '/' and without '..'";
    }

    private static string? PackageRefusal(string package) => Package.IsMatch(package) ? null : "must be the name of a Debian package";

    // A leading '-' would make it an option of cargo.
    [GeneratedRegex(@"^[^\s,-][^\s,]*\z")]
    private static partial Regex Word { get; }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9+.-]+\z")]
    private static partial Regex Package { get; }
}

/// <summary><c>checkout</c> of an entry: how much of the repository comes along.</summary>
internal static class CheckoutReader
{
    private const string Lengths = "full or a number of commits";

    private static readonly string[] Keys = ["tags", "history", "submodules"];

    public static CheckoutDepth Read(YamlValue value, CheckoutDepth defaults)
    {
        if (value.Mapping(Keys) is not { } checkout)
            return defaults;

        var tags = checkout.Find("tags")?.Flag();
        return new CheckoutDepth(
            // A tag to which no history leads describes nothing.
            checkout.Find("history") is { } history ? History(history) : tags == true ? null : defaults.History,
            tags ?? defaults.Tags,
            checkout.Find("submodules")?.Flag() ?? defaults.Submodules);
    }

    private static int? History(YamlValue value)
    {
        if (value.Scalar(Lengths)?.Text is not { } text || text == "full")
            return null;

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var commits) && commits > 0
            ? commits
            : value.Refuse<int>($"must be {Lengths}, not {Quoted.Of(text)}");
    }
}

/// <summary>Exactly one of <c>git</c> and <c>path</c>, and for git exactly one of <c>commit</c> and <c>tag</c>.</summary>
internal static partial class CrateSourceReader
{
    private static readonly string[] Pins = ["commit", "tag"];

    public static readonly string[] Keys = ["git", "path", .. Pins];

    /// <param name="folder">Of the list, where relative paths start.</param>
    public static CrateSource? Read(YamlMapping entry, string folder)
    {
        switch (entry.Find("git"), entry.Find("path"))
        {
            case (null, null):
                entry.Refuse("git", "is missing; an entry has a git or a path");
                return null;
            case (not null, { }):
                entry.Refuse("path", "stands beside git; an entry has one of them");
                return null;
            case ({ } git, null):
                return Git(entry, git);
            case (null, { } path):
                return Folder(entry, path, folder);
        }
    }

    private static CrateSource.Git? Git(YamlMapping entry, YamlValue git)
    {
        var url = git.Text(GitUrl.Refusal);
        var commit = entry.Find("commit")?.Text(CommitRefusal);
        var tag = entry.Find("tag")?.Text(TagRefusal);
        switch (entry.Find("commit"), entry.Find("tag"))
        {
            case (null, null):
                entry.Refuse("commit", "is missing; a git source is pinned by a commit or a tag");
                break;
            case (not null, not null):
                entry.Refuse("tag", "stands beside commit; a git source is pinned by one of them");
                break;
        }

        return (commit ?? tag) is { } revision && url is not null ? new CrateSource.Git(url, revision, commit is null) : null;
    }

    private static CrateSource.Folder? Folder(YamlMapping entry, YamlValue path, string folder)
    {
        foreach (var key in Pins.Where(key => entry.Find(key) is not null))
            entry.Refuse(key, "belongs to a git source, and this one is a path");

        return path.PathFrom(folder) is { } absolute ? new CrateSource.Folder(absolute) : null;
    }

    private static string? CommitRefusal(string commit) => Commit.IsMatch(commit) ? null : "must be 40 lower-case hex digits";

    private static string? TagRefusal(string tag) => Tag.IsMatch(tag) ? null : "must be the name of a tag";

    [GeneratedRegex(@"^[0-9a-f]{40}\z")]
    private static partial Regex Commit { get; }

    // What git itself allows, without what it would read as an option, a range or a refspec.
    [GeneratedRegex(@"^(?![-/.])(?!.*(\.\.|@\{|//|\.lock\z|[./]\z))[^\s~^:?*\[\\]+\z")]
    private static partial Regex Tag { get; }
}
