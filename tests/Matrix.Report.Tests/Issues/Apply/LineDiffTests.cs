using Matrix.Report.Issues.Apply;

namespace Matrix.Report.Tests.Issues.Apply;

public sealed class LineDiffTests
{
    [TestCase("", "one\ntwo", ExpectedResult = new[] { "+ one", "+ two" })]
    [TestCase("one\r\ntwo\r\n", "one\ntwo", ExpectedResult = new string[0])]
    [TestCase("a\nb\nc", "a\nc", ExpectedResult = new[] { "  a", "- b", "  c" })]
    [TestCase("a\na", "a", ExpectedResult = new[] { "  a", "- a" })]
    [TestCase("1\n2\n3\n4\n5\n6\n7", "0\n2\n3\n4\n5\n6\n8", ExpectedResult = new[] { "- 1", "+ 0", "  2", "  3", "  …", "  5", "  6", "- 7", "+ 8" })]
    public string[] It_shows_what_changes_and_two_lines_around_it(string before, string after) => [.. LineDiff.Of(before, after)];

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public bool What_stays_and_what_goes_is_the_text_before_and_what_stays_and_what_comes_the_text_after(List<byte> before, List<byte> after)
    {
        // Few different lines, and none that is far from a change.
        var (old, now) = (Text(before), Text(after));
        var diff = LineDiff.Of(old, now).Where(line => line != "  …").ToList();
        return IsWithin(diff.Where(line => line[0] != '+'), old) && IsWithin(diff.Where(line => line[0] != '-'), now)
            && diff.Count(line => line[0] == '+') - diff.Count(line => line[0] == '-') == Lines(now) - Lines(old);
    }

    [Test]
    public void What_people_wrote_below_costs_nothing()
    {
        var people = string.Concat(Enumerable.Range(0, 30_000).Select(line => $"{line % 7}\n"));
        var before = GC.GetAllocatedBytesForCurrentThread();

        string[] diff = [.. LineDiff.Of($"**Fails** in 2 crates\n{people}", $"**Fails** in 3 crates\n{people}")];

        Assert.That(diff, Is.EqualTo(new[] { "- **Fails** in 2 crates", "+ **Fails** in 3 crates", "  0", "  1" }));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(64L << 20));
    }

    private static string Text(IEnumerable<byte> lines) => string.Join('\n', lines.Select(line => (char)('a' + (line % 3))));

    private static int Lines(string text) => text.Length == 0 ? 0 : text.Split('\n').Length;

    private static bool IsWithin(IEnumerable<string> lines, string text)
    {
        using var left = text.Split('\n').AsEnumerable().GetEnumerator();
        return lines.All(line =>
        {
            while (left.MoveNext())
            {
                if (left.Current == line[2..])
                    return true;
            }

            return false;
        });
    }
}
