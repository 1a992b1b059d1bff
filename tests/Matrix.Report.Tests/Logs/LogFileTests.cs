using System.IO.Compression;
using System.Text;
using Matrix.Report.Logs;
using Matrix.Testing;

namespace Matrix.Report.Tests.Logs;

public sealed class LogFileTests
{
    private TemporaryDirectory directory = null!;

    [SetUp]
    public void SetUp() => directory = new TemporaryDirectory();

    [TearDown]
    public void TearDown() => directory.Dispose();

    [TestCase("", new string[0])]
    [TestCase("a", new[] { "a" })]
    [TestCase("a\n\nb\n", new[] { "a", "", "b" })]
    [TestCase("a\r\nb\r\n", new[] { "a", "b" })]
    [TestCase("  1 %\r 50 %\r100 %\nb", new[] { "  1 %\r 50 %\r100 %", "b" })]
    public void Only_a_line_feed_ends_a_line(string text, string[] lines) => Assert.That(Read(Gzip(text)).Lines.Select(line => line.Text), Is.EqualTo(lines));

    [Test]
    public void Lines_are_numbered_from_one() => Assert.That(Read(Gzip("a\nb\nc")).Lines.Select(line => line.Number), Is.EqualTo(new[] { 1, 2, 3 }));

    [TestCase(2_000, null)]
    [TestCase(2_001, 2_001L)]
    [TestCase(10_000_000, 10_000_000L)]
    public void A_long_line_is_cut_and_says_how_long_it_was(int length, long? cutFrom)
    {
        var lines = Read(Gzip(new string('x', length) + "\nnext")).Lines;

        Assert.That(lines[0].Text, Has.Length.EqualTo(2_000));
        Assert.That(lines[0].CutFrom, Is.EqualTo(cutFrom));
        Assert.That(lines[1].Text, Is.EqualTo("next"));
    }

    [Test]
    public void A_long_line_of_long_characters_is_cut_between_them()
    {
        var line = Read(Gzip(string.Concat(Enumerable.Repeat("🦀", 5_000)))).Lines.Single();

        Assert.That(line.Text, Is.EqualTo(string.Concat(Enumerable.Repeat("🦀", 1_000))));
    }

    [Test]
    public void Half_of_a_character_is_not_kept()
    {
        var line = Read(Gzip("x" + string.Concat(Enumerable.Repeat("🦀", 5_000)))).Lines.Single();

        Assert.That(line.Text, Is.EqualTo("x" + string.Concat(Enumerable.Repeat("🦀", 999))));
    }

    [Test]
    public void Bytes_that_are_no_text_are_marked() =>
        Assert.That(Read(Gzip([(byte)'a', 0xFF, 0xC3, (byte)'\n', (byte)'b'])).Lines.Select(line => line.Text), Is.EqualTo(new[] { "a\uFFFD\uFFFD", "b" }));

    [Test]
    public void A_log_that_was_cut_off_is_read_as_far_as_it_goes()
    {
        var whole = Gzip(string.Join('\n', Enumerable.Range(1, 200_000)));

        var (lines, damage) = Read(whole[..(whole.Length / 2)]);

        Assert.That(lines, Has.Count.InRange(50_000, 150_000));
        Assert.That(lines[0].Text, Is.EqualTo("1"));
        Assert.That(damage, Is.Null, "a run that was killed leaves such logs, and they are as good as they can be");
    }

    [Test]
    public void A_log_that_is_damaged_is_read_as_far_as_it_goes()
    {
        var damaged = Gzip(string.Join('\n', Enumerable.Range(1, 200_000)));
        damaged[^8] ^= 1; // of the checksum

        var (lines, damage) = Read(damaged);

        Assert.That(lines, Has.Count.InRange(190_000, 200_000));
        Assert.That(damage, Is.Not.Null);
    }

    [Test]
    public void What_is_no_log_has_no_lines()
    {
        var (lines, damage) = Read("plain text"u8.ToArray());

        Assert.That(lines, Is.Empty);
        Assert.That(damage, Is.Not.Null);
    }

    private static byte[] Gzip(string text) => Gzip(Encoding.UTF8.GetBytes(text));

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);

        return packed.ToArray();
    }

    private (List<LogText> Lines, string? Damage) Read(byte[] file)
    {
        var path = Path.Combine(directory.Path, "x.log.gz");
        File.WriteAllBytes(path, file);
        using var log = new LogFile(path);
        var lines = new List<LogText>();
        while (log.NextLine() is { } line)
            lines.Add(line);

        return (lines, log.Damage);
    }
}
