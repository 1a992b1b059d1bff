using System.Text.RegularExpressions;
using Matrix.Yaml;

namespace Matrix.Runner.Crates;

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
