using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Matrix.Results;

namespace Matrix.Report.Issues.GitHub;

/// <summary>A token of GitHub's. Nothing that is printed, thrown or kept holds it.</summary>
internal readonly struct AccessToken
{
    private const int Longest = 4096;

    private readonly string text;

    private AccessToken(string text) => this.text = text;

    /// <summary>What a token of this kind may do is not told by the repository: https://github.blog/engineering/behind-githubs-new-authentication-token-formats/</summary>
    public bool IsOfAnApp => text.StartsWith("ghs_", StringComparison.Ordinal);

    /// <summary>Whether GitHub tells what it may do: of those that have permissions in place of scopes (fine-grained, or an app's for a user) not.</summary>
    public bool TellsItsScopes => !text.StartsWith("github_pat_", StringComparison.Ordinal) && !text.StartsWith("ghu_", StringComparison.Ordinal);

    /// <exception cref="MatrixException">It cannot be a token. What it is instead is not said: it may be a part of one.</exception>
    public static AccessToken Parse(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length is > 0 and <= Longest && trimmed.All(letter => letter is > ' ' and <= '~')
            ? new AccessToken(trimmed)
            : throw new MatrixException(ExitCode.Usage, "GITHUB_TOKEN is empty, or holds a character that no token has", "set GITHUB_TOKEN to the token alone");
    }

    public AuthenticationHeaderValue Header() => new("Bearer", text);

    /// <summary>Tells tokens apart without giving one away.</summary>
    public string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("cranelift-matrix " + text)));

    public override string ToString() => "(a token)";
}
