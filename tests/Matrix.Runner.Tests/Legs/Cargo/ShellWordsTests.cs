using Matrix.Runner.Legs.Cargo;

namespace Matrix.Runner.Tests.Legs.Cargo;

/// <summary>Quotes as cargo 1.97 prints them.</summary>
public sealed class ShellWordsTests
{
    [TestCase("rustc --test src/lib.rs", new[] { "rustc", "--test", "src/lib.rs" })]
    [TestCase("  a\t b \n", new[] { "a", "b" })]
    [TestCase("", new string[0])]
    [TestCase("'' a", new[] { "", "a" })]
    [TestCase("CARGO_PKG_LICENSE='' x", new[] { "CARGO_PKG_LICENSE=", "x" })]
    [TestCase("CARGO_MANIFEST_DIR='/src/my crate'", new[] { "CARGO_MANIFEST_DIR=/src/my crate" })]
    [TestCase(@"'It'\''s a `crate` with'\!' ""quotes""'", new[] { "It's a `crate` with! \"quotes\"" })]
    [TestCase(@"CARGO_PKG_AUTHORS='A \ B <a@b.c>'", new[] { @"CARGO_PKG_AUTHORS=A \ B <a@b.c>" })]
    [TestCase("D='one\ntwo\n' x", new[] { "D=one\ntwo\n", "x" })]
    [TestCase("'cfg(feature, values(\"std\"))'", new[] { "cfg(feature, values(\"std\"))" })]
    [TestCase("'never closed", new[] { "never closed" })]
    [TestCase(@"last\", new[] { @"last\" })]
    public void A_line_falls_into_the_words_that_cargo_put_together(string line, string[] words) =>
        Assert.That(ShellWords.Split(line), Is.EqualTo(words));

    [TestCase("", false)]
    [TestCase("'a", true)]
    [TestCase("'a'", false)]
    [TestCase(@"'It'\''s", true)]
    [TestCase(@"'It'\''s'", false)]
    [TestCase(@"'a\'", false)]
    public void An_open_quote_is_seen(string text, bool within) => Assert.That(ShellWords.IsWithinQuotes(text), Is.EqualTo(within));
}
