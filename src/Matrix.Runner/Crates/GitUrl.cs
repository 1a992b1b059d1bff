using System.Buffers;
using System.Text.RegularExpressions;

namespace Matrix.Runner.Crates;

/// <summary>Which addresses git is handed: those that name a repository and can do nothing else.</summary>
internal static partial class GitUrl
{
    private const string Forms = "must be http(s)://…, ssh://…, git://…, file:///… or user@host:path";

    private static readonly SearchValues<char> WhiteSpace = SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1).Select(code => (char)code).Where(char.IsWhiteSpace)]);

    /// <summary>What is wrong with an address, or null.</summary>
    public static string? Refusal(string url)
    {
        // git would take it for an option.
        if (url.StartsWith('-'))
            return "must not start with '-'";

        if (url.AsSpan().ContainsAny(WhiteSpace))
            return "must not contain spaces";

        if (HttpWithUser.IsMatch(url))
            return "must not carry a user name or a password, which lists and results would make public";

        return Http.IsMatch(url) || Ssh.IsMatch(url) || Folder.IsMatch(url) || Scp.IsMatch(url) ? null : Forms;
    }

    [GeneratedRegex(@"^https?://[^/]*@")]
    private static partial Regex HttpWithUser { get; }

    [GeneratedRegex(@"^https?://[A-Za-z0-9\[][^/]*/.")]
    private static partial Regex Http { get; }

    // A host or user that starts with '-' would become an option of ssh.
    [GeneratedRegex(@"^(ssh|git)://([A-Za-z0-9][A-Za-z0-9._~-]*@)?[A-Za-z0-9\[][^/@]*/.")]
    private static partial Regex Ssh { get; }

    [GeneratedRegex("^file:///.")]
    private static partial Regex Folder { get; }

    // A second colon would name a transport of its own, "ext::", which runs a command.
    [GeneratedRegex(@"^([A-Za-z0-9][A-Za-z0-9._~-]*@)?[A-Za-z0-9][A-Za-z0-9.-]*:(?!//|:|-).")]
    private static partial Regex Scp { get; }
}
