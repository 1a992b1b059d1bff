using System.Security.Cryptography;
using System.Text;
using Matrix.Report.Escaping;

namespace Matrix.Report.Rendering;

/// <summary>
/// What stands around a page's content: its style sheets, its script, a policy that lets a browser use these and load nothing else, and the
/// way to the other pages.
/// </summary>
/// <param name="Styles">Files in the site's folder of style sheets.</param>
/// <param name="Script">Within the page itself: so the policy can name it by its hash, and no other script ever runs.</param>
/// <param name="Policy">Content security policy.</param>
internal sealed record PageFrame(IReadOnlyList<string> Styles, Html Script, string Policy)
{
    /// <summary>What leads from the page's folder to the site's: empty, or <c>../</c> as often as it takes.</summary>
    public string Root { get; init; } = "";

    /// <summary>In the browser's tab.</summary>
    public string Title { get; init; } = "";

    /// <summary>The site's pages.</summary>
    public IReadOnlyList<PageLink> Pages { get; init; } = [];

    /// <summary>Who wrote it.</summary>
    public string Generator { get; init; } = "";

    /// <param name="script">Its text; empty for none.</param>
    public static PageFrame Of(IReadOnlyList<string> styles, string script = "")
    {
        // A browser hashes what it parsed, and parsing turns every line ending into one character.
        var scriptText = script.ReplaceLineEndings("\n");
        var scripts = scriptText.Length == 0 ? "" : $"; script-src '{Hash(scriptText)}'";

        // Style sheets are files: tens of thousands of pages share them. A browser takes 'self' for files of a folder too.
        return new PageFrame(styles, new Html(scriptText), $"default-src 'none'; img-src data:; style-src 'self'{scripts}; base-uri 'none'; form-action 'none'");
    }

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
}

/// <param name="Current">It is the page that the reader is on.</param>
internal sealed record PageLink(string Name, string Link, bool Current);
