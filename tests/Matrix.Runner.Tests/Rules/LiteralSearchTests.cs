using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Matrix.Runner.Rules;

namespace Matrix.Runner.Tests.Rules;

public sealed class LiteralSearchTests
{
    [TestCase("abcdef", ExpectedResult = true)]
    [TestCase("xxabcdefxx", ExpectedResult = true)]
    [TestCase("xxabcdeabcdef", ExpectedResult = true)]
    [TestCase("abcde", ExpectedResult = false)]
    [TestCase("bcdefghi", ExpectedResult = true)]
    [TestCase("bcdefgh", ExpectedResult = false)]
    [TestCase("", ExpectedResult = false)]
    public bool A_line_holds_a_text_or_does_not(string line) => new LiteralSearch(["abcdef", "cdefghi"]).IsIn(Encoding.UTF8.GetBytes(line));

    [Test]
    public void Without_texts_no_line_holds_one() => Assert.That(new LiteralSearch([]).IsIn("a line"u8), Is.False);

    // Of few letters, so that texts overlap, repeat and nearly match.
    [Test]
    public void It_finds_what_a_plain_search_finds()
    {
        var words = (int least, int most) =>
            from length in Gen.Choose(least, most)
            from letters in Gen.Elements('a', 'b', '\u0001').ArrayOf(length)
            select new string(letters);

        Prop.ForAll(
            words(3, 9).NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary(),
            words(0, 60).ToArbitrary(),
            (literals, line) => new LiteralSearch(literals).IsIn(Encoding.UTF8.GetBytes(line))
                == literals.Any(literal => line.Contains(literal, StringComparison.Ordinal)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }
}
