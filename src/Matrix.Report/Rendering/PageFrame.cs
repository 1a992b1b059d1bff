using System.Security.Cryptography;
using System.Text;

namespace Matrix.Report.Rendering;

/// <summary>
/// What stands in the head of a page: style and script within the page itself, and a policy that lets a browser use these two and load
/// nothing.
/// </summary>
internal sealed record PageFrame(string Style, string Script, string Policy)
{
    public static PageFrame Of(string style, string script = "")
    {
        // A browser hashes what it parsed, and parsing turns every line ending into one character.
        var (styleText, scriptText) = (style.ReplaceLineEndings("\n"), script.ReplaceLineEndings("\n"));
        var scripts = scriptText.Length == 0 ? "" : $"; script-src '{Hash(scriptText)}'";
        var policy = $"default-src 'none'; style-src '{Hash(styleText)}'{scripts}; base-uri 'none'; form-action 'none'";
        return new PageFrame(styleText, scriptText, policy);
    }

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
}
