using System.Collections.Immutable;

namespace Matrix.Runner.Crates.Revisions;

/// <summary>What a repository says of itself without being cloned.</summary>
/// <param name="Branch">The default one; null: it names none.</param>
/// <param name="Head">The commit there, 40 hex digits; null: the repository is empty.</param>
/// <param name="Tags">The object that each leads to in the end, by name.</param>
internal sealed record RemoteReferences(string? Branch, string? Head, ImmutableSortedDictionary<string, string> Tags)
{
    private const string Tag = "refs/tags/";
    private const string OfBranch = "ref: refs/heads/";
    private const string Peeled = "^{}";

    /// <param name="lines">As <c>git ls-remote --symref</c> prints them; lines of other kinds are passed over.</param>
    public static RemoteReferences Read(IEnumerable<string> lines)
    {
        string? branch = null, head = null;
        var tags = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (what, name) in lines.Select(line => line.Split('\t')).Where(parts => parts.Length == 2).Select(parts => (parts[0], parts[1])))
        {
            if (name == "HEAD" && what.StartsWith(OfBranch, StringComparison.Ordinal))
                branch = what[OfBranch.Length..];
            else if (name == "HEAD" && IsCommit(what))
                head = what;
            else if (name.StartsWith(Tag, StringComparison.Ordinal) && IsCommit(what))
                Add(name[Tag.Length..], what);
        }

        return new RemoteReferences(branch, head, tags.ToImmutable());

        // The line of what a tag leads to comes after the tag's own.
        void Add(string tag, string target) => tags[tag.EndsWith(Peeled, StringComparison.Ordinal) ? tag[..^Peeled.Length] : tag] = target;
    }

    private static bool IsCommit(string text) => text.Length == 40 && text.All(char.IsAsciiHexDigitLower);
}
