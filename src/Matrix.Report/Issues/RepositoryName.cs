using System.Text.RegularExpressions;
using Matrix.Results;

namespace Matrix.Report.Issues;

/// <summary>
/// <c>owner/name</c>, in GitHub's characters and lengths. Two that differ only in case are the same repository there, and equal here.
/// </summary>
internal readonly partial record struct RepositoryName
{
    private RepositoryName(string owner, string name) => (Owner, Name) = (owner, name);

    public string Owner { get; }

    public string Name { get; }

    /// <exception cref="MatrixException">It is no name of a repository.</exception>
    public static RepositoryName Parse(string text) => TryParse(text, out var name)
        ? name
        : throw new MatrixException(ExitCode.Usage, $"'{text}' is not a repository", "write it as on GitHub: owner/name");

    public static bool TryParse(string text, out RepositoryName name)
    {
        var match = Form.Match(text);
        name = match.Success ? new RepositoryName(match.Groups["owner"].Value, match.Groups["name"].Value) : default;
        return match.Success;
    }

    public bool Equals(RepositoryName other) => ToString().Equals(other.ToString(), StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"{Owner}/{Name}";

    // An owner has letters, digits and single hyphens within, 39 at most, and an underscore before the short code of an enterprise.
    // https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication
    // A name has dots and underscores too, 100 characters at most, and is neither . nor .. nor the name of a folder of git.
    [GeneratedRegex(
        @"\A(?<owner>(?=[^/]{1,39}/)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?:_[A-Za-z0-9]+)?)/(?<name>(?!\.{1,2}\z)(?!.*\.(?:git|wiki)\z)[A-Za-z0-9._-]{1,100})\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form { get; }
}
