using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Matrix.Yaml.Editing;

namespace Matrix.Yaml.Tests.Editing;

public sealed class WrittenScalarTests
{
    private static readonly string[] Pieces =
    [
        "\"", "'", "\\", "\n", "\r", "\t", ": ", " #", "{", "}", "[", "]", ",", "- ", "&a", "*a", "!t", "|", ">", "%", "@", "\u0085", "\u2028", "\u202E",
        "\uFEFF", "\u00A0", "\u0007", "\0", "ä", "𝔸", "\U000E0001", "null", "~", "true", "2027-01-01", " ", "llvm.x86.sse", "\u001b[2J", "---", "...",
    ];

    [TestCase("unwinding", ExpectedResult = "unwinding")]
    [TestCase("llvm.x86.sse.rcp.ps", ExpectedResult = "llvm.x86.sse.rcp.ps")]
    [TestCase("rust-lang/rust#1567", ExpectedResult = "rust-lang/rust#1567")]
    [TestCase("two words", ExpectedResult = "\"two words\"")]
    [TestCase("Null", ExpectedResult = "\"Null\"")]
    [TestCase("no", ExpectedResult = "\"no\"")]
    [TestCase("a: b", ExpectedResult = "\"a: b\"")]
    [TestCase("x\"\\\u202Ey\u2028", ExpectedResult = "\"x\\\"\\\\\\u202Ey\\u2028\"")]
    [TestCase("für 𝔸", ExpectedResult = "\"für 𝔸\"")]
    [TestCase("", ExpectedResult = "\"\"")]
    public string A_text_is_written_without_quotes_only_where_nothing_else_could_be_meant(string text) => WrittenScalar.Of(text);

    [Test]
    public void Any_text_is_read_as_what_was_written() => Prop.ForAll(
        Gen.OneOf(Gen.Elements(Pieces).ListOf().Select(string.Concat), ArbMap.Default.GeneratorFor<UnicodeString>().Select(text => text.Get)).ToArbitrary(),
        text =>
        {
            var whole = string.Concat(text.EnumerateRunes());   // halves of characters become U+FFFD
            return Read($"a: {WrittenScalar.Of(text)}\n") == whole && Read($"{{ a: {WrittenScalar.Of(text)}, b: 1 }}") == whole;
        }).Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static string? Read(string yaml)
    {
        var problems = new Problems("list.yaml", "");
        var root = (YamlNode.Mapping)YamlComposer.Compose(new YamlFile("/list.yaml", "list.yaml", Encoding.UTF8.GetBytes(yaml)), problems);
        return (root.Find("a")?.Value as YamlNode.Scalar)?.Text;
    }
}
