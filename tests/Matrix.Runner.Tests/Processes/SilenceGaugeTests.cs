using Matrix.Runner.Processes;

namespace Matrix.Runner.Tests.Processes;

public sealed class SilenceGaugeTests
{
    [Test]
    public void Nothing_for_as_long_as_the_limit_is_silence() =>
        Assert.That(Over((30, 0, 0), (59, 0, 0), (60, 0, 0)), Is.EqualTo(new[] { false, false, true }));

    [Test]
    public void Output_breaks_it() =>
        Assert.That(Over((50, 5, 0), (109, 5, 0), (110, 5, 0)), Is.EqualTo(new[] { false, false, true }));

    [Test]
    public void A_second_of_work_breaks_it() =>
        Assert.That(Over((50, 0, 1), (109, 0, 1), (110, 0, 1)), Is.EqualTo(new[] { false, false, true }));

    [Test]
    public void A_little_work_does_not_break_it() =>
        Assert.That(Over((20, 0, 0.3), (40, 0, 0.6), (60, 0, 0.9)), Is.EqualTo(new[] { false, false, true }));

    [Test]
    public void Work_adds_up_while_it_lasts() =>
        Assert.That(Over((20, 0, 0.5), (40, 0, 1.1), (60, 0, 1.1), (100, 0, 1.1)), Is.EqualTo(new[] { false, false, false, true }));

    [Test]
    public void Work_of_what_has_gone_is_not_taken_back() =>
        Assert.That(Over((10, 0, 100), (50, 0, 3), (69, 0, 4), (128, 0, 4)), Is.EqualTo(new[] { false, false, false, false }));

    private static bool[] Over(params (double Now, long Bytes, double CpuTime)[] looks)
    {
        var gauge = new SilenceGauge(TimeSpan.FromSeconds(60));
        return
        [
            .. looks.Select(look => gauge.IsOver(TimeSpan.FromSeconds(look.Now), look.Bytes, TimeSpan.FromSeconds(look.CpuTime))),
        ];
    }
}
