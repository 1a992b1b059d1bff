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
    [TestCase(100, 600)]
    [TestCase(1000, 6000)]
    public void A_test_has_twenty_times_what_it_took_and_at_least_six_times(double took, double limit) =>
        Assert.That(Took(took, 1, work: took).LimitOf(Slow), Is.EqualTo(TimeSpan.FromSeconds(limit)));

    [TestCase(75, 450)]
    [TestCase(62.5, 375)]
    [TestCase(40, 300)]
    [TestCase(0, 300)]
    public void What_had_the_processor_for_a_part_of_its_time_has_as_much_less_but_three_times(double work, double limit) =>
        Assert.That(Took(100, 1, work).LimitOf(Slow), Is.EqualTo(TimeSpan.FromSeconds(limit)));

    [TestCase(0.01, 60)]
    [TestCase(5, 100)]
    [TestCase(9, 180)]
    [TestCase(50, 180)]
    [TestCase(100, 200)]
    public void All_together_have_twenty_times_what_they_took_and_at_least_twice(double took, double limit) =>
        Assert.That(Took(1, took, work: 1).LimitTogether(Target), Is.EqualTo(TimeSpan.FromSeconds(limit)));

    [Test]
    public void What_the_baseline_is_not_done_with_has_no_limit_of_its_own()
    {
        var times = new BaselineTimes();
        times.Add(Run(TestOutcome.Failed, 1, new ProcessExit.TimedOut(1), 5, 1));

        Assert.That(times.LimitOf(Slow), Is.Null);
        Assert.That(times.LimitTogether(Target), Is.Null);
    }

    private static BaselineTimes Took(double test, double target, double work)
    {
        var times = new BaselineTimes();
        times.Add(Run(TestOutcome.Passed, test, new ProcessExit.Exited(0), target, work));
        return times;
    }

    private static TargetRun Run(TestOutcome outcome, double test, ProcessExit exit, double target, double work) => new(
        new TargetResult { Name = "lib a", Harness = TestHarness.Libtest, Exit = exit, Seconds = target },
        [new TestResult { Target = "lib a", Name = "slow", Outcome = outcome, Seconds = test }],
        new Runner.Processes.ProcessResult(exit, TimeSpan.FromSeconds(target), 0, false) { CpuTime = TimeSpan.FromSeconds(work) });
}
