using Matrix.Report.Logs;

namespace Matrix.Report.Tests.Logs;

public sealed class LogExcerptTests
{
    private const string Log = "logs/x/llvm/test.log.gz";

    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown() => results.Dispose();

    [TestCase(0, "")]
    [TestCase(5, "1 2 3 4 5")]
    [TestCase(6, "1 2 3 5 6")]
    [TestCase(100, "1 2 3 99 100")]
    public void The_beginning_and_the_end_are_shown(int lines, string expected) => Assert.That(Shown(lines, [], new LogLimits(3, 2, 1)), Is.EqualTo(expected));

    [TestCase(50, "1 2 3 49 50 51 99 100")]
    [TestCase(98, "1 2 3 97 98 99 100")]
    [TestCase(1, "1 2 3 99 100")]
    [TestCase(101, "1 2 3 99 100")]
    public void So_is_what_is_around_a_line_that_is_linked_to(int linked, string expected) =>
        Assert.That(Shown(100, [linked], new LogLimits(3, 2, 1)), Is.EqualTo(expected));

    [FsCheck.NUnit.Property(MaxTest = 60)]
    public bool Every_log_is_cut_as_the_limits_say(byte lines, byte head, byte tail, byte[] linked)
    {
        var limits = new LogLimits(head % 30, tail % 30, lines % 7);
        var numbers = linked.Select(line => (int)line).ToHashSet();
        bool IsWanted(int line) =>
            line <= limits.Head || line > lines - limits.Tail || numbers.Any(number => Math.Abs(number - line) <= limits.Around);

        var shown = Shown(lines, numbers, limits).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToArray();

        return shown.SequenceEqual(Enumerable.Range(1, lines).Where(IsWanted));
    }

    [Test]
    public void A_log_that_is_missing_says_so()
    {
        var excerpt = LogExcerpt.Read(results.PathOf(Log), new SortedSet<int>(), new LogLimits());

        Assert.That(excerpt.Lines, Is.Empty);
        Assert.That(excerpt.Damage, Does.Contain("missing"));
    }

    private string Shown(int lines, IEnumerable<int> linked, LogLimits limits)
    {
        results.Log(Log, string.Concat(Enumerable.Range(1, lines).Select(number => $"{number}\n")));
        var excerpt = LogExcerpt.Read(results.PathOf(Log), new SortedSet<int>(linked), limits);
        Assert.That(excerpt.Total, Is.EqualTo(lines));
        return string.Join(' ', excerpt.Lines.Select(line => line.Text));
    }
}
