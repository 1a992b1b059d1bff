using Matrix.Results;
using Matrix.Runner.Legs;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Tests.Legs;

public sealed class TargetRunTests
{
    [Test]
    public void All_that_a_run_burned_counts_where_nothing_ran_again() =>
        Assert.That(Run(90, 60, [Together("a", 20), Together("b", 30)]).CpuSeconds(2), Is.EqualTo(90));

    [Test]
    public void What_was_cut_short_and_ran_alone_counts_once()
    {
        // Two threads for 60 s: 50 s of them are those of tests that came to their end, so the other 70 s may be of what was cut short.
        var run = Run(110, 60, [Together("a", 20), Together("b", 30), Alone("c", 100)]);

        Assert.That(run.CpuSeconds(2), Is.EqualTo(110 - 70 + 100));
    }

    [Test]
    public void It_is_never_less_than_what_ran_alone() =>
        Assert.That(Run(5, 60, [Alone("a", 1), Alone("b", 2)]).CpuSeconds(8), Is.EqualTo(3));

    [Test]
    public void Times_that_overlap_take_nothing_away() =>
        Assert.That(Run(110, 60, [Together("a", 60), Together("b", 60), Together("waited", 60), Alone("c", 1)]).CpuSeconds(2), Is.EqualTo(111));

    [Test]
    public void A_target_that_is_one_test_is_counted_once() =>
        Assert.That(Run(7, 60, [Alone("test cli", 7)], "test cli").CpuSeconds(2), Is.EqualTo(7));

    private static TargetRun Run(double burned, double took, TestResult[] tests, string name = "lib memchr") => new(
        new TargetResult { Name = name, Harness = TestHarness.Libtest, Exit = new ProcessExit.Exited(0) },
        [.. tests.Select(test => test with { Target = name })],
        new ProcessResult(new ProcessExit.TimedOut(took), TimeSpan.FromSeconds(took), 0, false) { CpuTime = TimeSpan.FromSeconds(burned) });

    private static TestResult Together(string name, double seconds) => new() { Target = "", Name = name, Outcome = TestOutcome.Passed, Seconds = seconds };

    private static TestResult Alone(string name, double burned) => Together(name, burned) with { CpuSeconds = burned };
}
