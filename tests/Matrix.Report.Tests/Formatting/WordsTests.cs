using Matrix.Report.Formatting;
using Matrix.Results;
using Matrix.Terminal;

namespace Matrix.Report.Tests.Formatting;

public sealed class WordsTests
{
    [TestCase(0, ExpectedResult = "0 ms")]
    [TestCase(0.0421, ExpectedResult = "42 ms")]
    [TestCase(0.1, ExpectedResult = "0.1 s")]
    [TestCase(9.94, ExpectedResult = "9.9 s")]
    [TestCase(59.4, ExpectedResult = "59 s")]
    [TestCase(59.6, ExpectedResult = "1 min")]
    [TestCase(192, ExpectedResult = "3 min 12 s")]
    [TestCase(3599.7, ExpectedResult = "1 h 0 min")]
    [TestCase(7380, ExpectedResult = "2 h 3 min")]
    public string Times_are_as_exact_as_a_reader_needs(double seconds) => Words.Seconds(seconds);

    [TestCase(0, 10, ExpectedResult = "0 %")]
    [TestCase(10, 10, ExpectedResult = "100 %")]
    [TestCase(9_999, 10_000, ExpectedResult = "99.9 %")]
    [TestCase(1, 10_000, ExpectedResult = "0.1 %")]
    [TestCase(1, 3, ExpectedResult = "33.3 %")]
    [TestCase(1, 2, ExpectedResult = "50 %")]
    public string A_share_is_never_rounded_to_all_or_nothing(int part, int whole) => Words.Share(part, whole);

    [TestCase(0.7312, ExpectedResult = "0.73×")]
    [TestCase(13.7, ExpectedResult = "14×")]
    public string Ratios_are_times(double ratio) => Words.Times(ratio);

    [Test]
    public void Counts_of_tests_leave_out_what_there_is_none_of()
    {
        Assert.That(Words.Tests(new TestCounts()), Is.EqualTo("no tests"));
        Assert.That(Words.Tests(new TestCounts(1_234, 0, 3, 1)), Is.EqualTo("1,234 passed, 3 ignored, 1 not run"));
    }

    [Test]
    public void Only_the_first_names_are_given()
    {
        Assert.That(Words.First(["a", "b"], 2), Is.EqualTo("a, b"));
        Assert.That(Words.First(["a", "b", "c"], 2), Is.EqualTo("a, b and 1 more"));
    }

    [TestCase(null, ExpectedResult = "–")]
    [TestCase(0.0, ExpectedResult = "0 %")]
    [TestCase(1.0, ExpectedResult = "100 %")]
    [TestCase(0.99999, ExpectedResult = "99.9 %")]
    [TestCase(0.00001, ExpectedResult = "0.1 %")]
    [TestCase(0.5, ExpectedResult = "50 %")]
    [TestCase(2.5, ExpectedResult = "250 %")]
    public string A_share_that_nobody_knows_is_a_dash(double? share) => Words.Share(share);

    [TestCase(0, ExpectedResult = "0 bytes")]
    [TestCase(1_536, ExpectedResult = "1.5 KiB")]
    [TestCase(16L << 30, ExpectedResult = "16.0 GiB")]
    public string Sizes_are_binary(double bytes) => Words.Bytes(bytes);

    [TestCase("abc", 3, ExpectedResult = "abc")]
    [TestCase("abcd", 3, ExpectedResult = "ab…")]
    [TestCase("a🦀🦀", 3, ExpectedResult = "a…")]
    public string A_text_is_cut_between_characters(string text, int length) => CutText.WithEllipsis(text, length);
}
