using Matrix.Results;
using Matrix.Runner.Legs.Tests;

namespace Matrix.Runner.Tests.Legs.Tests;

public sealed class LibtestCountsTests
{
    [TestCase("test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s", 5, 0, 1)]
    [TestCase("test result: FAILED. 3 passed; 2 failed; 1 ignored; 7 measured; 9 filtered out; finished in 3.17s", 3, 2, 1)]
    [TestCase("test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out", 0, 0, 0)]
    public void A_summary_is_read(string line, int passed, int failed, int ignored) =>
        Assert.That(LibtestCounts.Read(line), Is.EqualTo(new LibtestCounts(passed, failed, ignored)));

    [TestCase("")]
    [TestCase("test result: ok.")]
    [TestCase("test result: ok. 7 passed")]
    [TestCase("test result: ok. -1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out")]
    [TestCase("test result: ok. 99999999999 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out")]
    [TestCase(" test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out")]
    [TestCase("my test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out")]
    public void Another_line_is_none(string line) => Assert.That(LibtestCounts.Read(line), Is.Null);

    [Test]
    public void Results_are_counted_as_libtest_counts_them()
    {
        TestOutcome[] outcomes = [TestOutcome.Passed, TestOutcome.Passed, TestOutcome.Failed, TestOutcome.Ignored];

        var counts = outcomes.Aggregate(default(LibtestCounts), (counts, outcome) => counts.With(outcome));

        Assert.That(counts, Is.EqualTo(new LibtestCounts(2, 1, 1)));
        Assert.That(counts.And(new LibtestCounts(10, 20, 30)), Is.EqualTo(new LibtestCounts(12, 21, 31)));
        Assert.That($"{counts}", Is.EqualTo("2 passed, 1 failed, 1 ignored"));
    }
}
