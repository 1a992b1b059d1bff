using System.Net;
using Matrix.Report.Escaping;

namespace Matrix.Report.Tests.Escaping;

public sealed class HtmlTextTests
{
    [TestCase("<script>alert('x')</script>", ExpectedResult = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")]
    [TestCase("\" onclick=\"x&amp;", ExpectedResult = "&quot; onclick=&quot;x&amp;amp;")]
    public string Markup_is_text(string text) => Escaped(text);

    [FsCheck.NUnit.Property]
    public bool A_browser_reads_back_every_text(string? text) => WebUtility.HtmlDecode(Escaped(text ?? "")) == VisibleText.Of(text ?? "");

    [FsCheck.NUnit.Property]
    public bool No_text_ends_a_tag_or_an_attribute(string? text) => Escaped(text ?? "").AsSpan().IndexOfAny("<>\"'") < 0;

    private static string Escaped(string text)
    {
        using var output = new StringWriter();
        HtmlText.Escape(text, output);
        return output.ToString();
    }
}
