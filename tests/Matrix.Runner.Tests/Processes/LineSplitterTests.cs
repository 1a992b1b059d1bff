using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Tests.Processes;

public sealed class LineSplitterTests
{
    private const int Longest = 8 << 20;

    [TestCase("", new string[0])]
    [TestCase("one", new[] { "one" })]
    [TestCase("one\n", new[] { "one" })]
    [TestCase("one\r\ntwo\r\n", new[] { "one", "two" })]
    [TestCase("\n\n", new[] { "", "" })]
    [TestCase("50 %\r100 %\n", new[] { "50 %\r100 %" })]
    [TestCase("one\r", new[] { "one" })]
    public void Lines_arrive_without_their_ends(string text, string[] lines) => Assert.That(Split([Encoding.UTF8.GetBytes(text)]), Is.EqualTo(lines));

    [Test]
    public void Any_chunks_of_any_bytes_give_the_same_lines()
    {
        var bytes = Gen.Elements((byte)'a', (byte)'\n', (byte)'\r', (byte)0xFF, (byte)0).ArrayOf();
        var cases = from text in bytes from cuts in Gen.Choose(0, 20).ListOf() select (text, cuts);

        Prop.ForAll(cases.ToArbitrary(), pair => Split(Chunks(pair.text, pair.cuts)).SequenceEqual(Split([pair.text])))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Test]
    public void A_line_that_is_too_long_arrives_in_pieces()
    {
        var lengths = new List<int>();
        var splitter = new LineSplitter(line => lengths.Add(line.Length));
        var chunk = new byte[1 << 20];
        for (var count = 0; count < 20; count++)
            splitter.Write(chunk);
        splitter.Write("\nshort\n"u8);
        splitter.Complete();

        Assert.That(lengths, Is.EqualTo(new[] { Longest, Longest, 4 << 20, 5 }));
    }

    [Test]
    public void A_line_of_just_the_longest_length_is_whole()
    {
        var lengths = new List<int>();
        var splitter = new LineSplitter(line => lengths.Add(line.Length));
        splitter.Write(new byte[Longest - 1]);
        splitter.Write("x\ny\n"u8);

        Assert.That(lengths, Is.EqualTo(new[] { Longest, 1 }));
    }

    private static List<string> Split(IEnumerable<byte[]> chunks)
    {
        var lines = new List<string>();
        var splitter = new LineSplitter(line => lines.Add(Encoding.Latin1.GetString(line)));
        foreach (var chunk in chunks)
            splitter.Write(chunk);
        splitter.Complete();
        return lines;
    }

    private static IEnumerable<byte[]> Chunks(byte[] text, IEnumerable<int> lengths)
    {
        var start = 0;
        foreach (var length in lengths)
        {
            yield return text[start..Math.Min(text.Length, start + length)];
            start = Math.Min(text.Length, start + length);
        }

        yield return text[start..];
    }
}
