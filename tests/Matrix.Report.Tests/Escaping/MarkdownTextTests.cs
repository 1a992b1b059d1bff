using Matrix.Report.Escaping;

namespace Matrix.Report.Tests.Escaping;

public sealed class MarkdownTextTests
{
    [TestCase("a | b", ExpectedResult = "a &#124; b")]
    [TestCase(@"a \| b", ExpectedResult = @"a \\&#124; b")]
    [TestCase("# *bold* _x_ `code` <b> [x](y)", ExpectedResult = @"\# \*bold\* \_x\_ \`code\` \<b\> \[x\](y)")]
    [TestCase("two\nlines\r\nthree", ExpectedResult = @"two lines\<U+000D\> three")]
    [TestCase("- item", ExpectedResult = @"\- item")]
    [TestCase("a - b + c", ExpectedResult = "a - b + c")]
    [TestCase("see https://example.com or www.example.com", ExpectedResult = @"see https:/\/example.com or www\.example.com")]
    [TestCase("$x$ &lt; @ #", ExpectedResult = @"\$x\$ \&lt; \@ \#")]
    public string Text_is_not_markdown(string text) => MarkdownText.Escaped(text);

    [TestCase("@user", ExpectedResult = @"\@&#8203;user")]
    [TestCase("@org/team, a@b", ExpectedResult = @"\@&#8203;org/team, a\@&#8203;b")]
    [TestCase("#12", ExpectedResult = @"\#&#8203;12")]
    [TestCase("owner/name#12", ExpectedResult = @"owner/name\#&#8203;12")]
    [TestCase("GH-12 or gh-12", ExpectedResult = "GH-&#8203;12 or gh-&#8203;12")]
    [TestCase("x86-64", ExpectedResult = "x86-64")]
    public string Text_notifies_nobody_and_refers_to_nothing(string text) => MarkdownText.Escaped(text);

    [TestCase("llvm.x86.avx2_x", ExpectedResult = "`llvm.x86.avx2_x`")]
    [TestCase("a`b", ExpectedResult = @"<code>a\`b</code>")]
    [TestCase("a|b", ExpectedResult = "<code>a&#124;b</code>")]
    [TestCase("", ExpectedResult = "<code></code>")]
    public string Code_stays_code(string text) => MarkdownText.Code(text).Text;

    [FsCheck.NUnit.Property]
    public bool No_text_ends_the_cell_or_the_row_of_a_table(string? text) =>
        new[] { MarkdownText.Escaped(text ?? ""), MarkdownText.Code(text ?? "").Text }.All(cell => cell.AsSpan().IndexOfAny("|\r\n") < 0);
}
