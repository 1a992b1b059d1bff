namespace Matrix.Yaml.Tests;

public sealed class QuotedTests
{
    [TestCase("memchr", ExpectedResult = "'memchr'")]
    [TestCase("a\nb\u001b[31mc", ExpectedResult = "'a\uFFFDb\uFFFD[31mc'")]
    public string Nothing_in_it_acts_on_a_terminal(string text) => Quoted.Of(text);

    [Test]
    public void It_is_cut_between_characters()
    {
        var shown = Quoted.Bare(new string('a', 79) + "𝔸bcd");

        Assert.That(shown, Is.EqualTo(new string('a', 79) + "𝔸…"));
    }
}
