using Matrix.Results;
using Matrix.Runner.Legs;

namespace Matrix.Runner.Tests.Legs;

public sealed class BaselineTimesTests
{
    private static readonly TestId Slow = new("lib a", "slow");
    private static readonly TestId Target = new("lib a", "lib a");

    [TestCase(0.01, 60)]
    [TestCase(3, 60)]
    [TestCase(10, 200)]
    [TestCase(15, 300)]
    [TestCase(50, 300)]
    [TestCase(100, 500)]
    [TestCase(1000, 5000)]
    public void A_test_has_twenty_times_what_it_took_and_at_least_five_times(double took, double limit) =>
        Assert.That(Took(took, 1).LimitOf(Slow), Is.EqualTo(TimeSpan.FromSeconds(limit)));

    [TestCase(0.01, 60)]
    [TestCase(5, 100)]
    [TestCase(9, 180)]
    [TestCase(50, 180)]
    [TestCase(100, 300)]
    public void All_together_have_twenty_times_what_they_took_and_at_least_three_times(double took, double limit) =>
        Assert.That(Took(1, took).LimitTogether(Target), Is.EqualTo(TimeSpan.FromSeconds(limit)));

    [Test]
    public void What_the_baseline_is_not_done_with_has_no_limit_of_its_own()
    {
        var times = new BaselineTimes();
        times.Add(Run(TestOutcome.Failed, 1, new ProcessExit.TimedOut(1), 5));

        Assert.That(times.LimitOf(Slow), Is.Null);
        Assert.That(times.LimitTogether(Target), Is.Null);
    }

    private static BaselineTimes Took(double test, double target)
    {
        var times = new BaselineTimes();
        times.Add(Run(TestOutcome.Passed, test, new ProcessExit.Exited(0), target));
        return times;
    }

    private static TargetRun Run(TestOutcome outcome, double test, ProcessExit exit, double target) => new(
        new TargetResult { Name = "lib a", Harness = TestHarness.Libtest, Exit = exit, Seconds = target },
        [new TestResult { Target = "lib a", Name = "slow", Outcome = outcome, Seconds = test }],
        new Runner.Processes.ProcessResult(exit, TimeSpan.FromSeconds(target), 0, false));
}
