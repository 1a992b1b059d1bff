using Matrix.Runner.Processes;

namespace Matrix.Runner.Tests.Processes;

public sealed class IdleGaugeTests
{
    private const long MiB = 1 << 20;

    [Test]
    public void Nothing_for_as_long_as_the_limit_is_idleness() =>
        Assert.That(Over(new(30), new(59), new(60)), Is.EqualTo(new[] { false, false, true }));

    [Test]
    public void Output_breaks_it() =>
        Assert.That(Over(new(50, Printed: 5), new(109, Printed: 5), new(110, Printed: 5)), Is.EqualTo(new[] { false, false, true }));

    [Test]
    public void A_second_of_work_breaks_it() =>
        Assert.That(Over(new(50, Work: 1), new(109, Work: 1), new(110, Work: 1)), Is.EqualTo(new[] { false, false, true }));

    [Test]
    public void A_megabyte_that_is_read_or_written_breaks_it() =>
        Assert.That(Over(new(50, Transferred: MiB), new(109, Transferred: MiB), new(110, Transferred: MiB)), Is.EqualTo(new[] { false, false, true }));

    [Test]
    public void A_little_work_does_not_break_it() =>
        Assert.That(Over(new(20, Work: 0.3), new(40, Work: 0.6, Transferred: 4096), new(60, Work: 0.9)), Is.EqualTo(new[] { false, false, true }));

    [Test]
    public void Work_adds_up_while_it_lasts() =>
        Assert.That(Over(new(20, Work: 0.5), new(40, Work: 1.1), new(60, Work: 1.1), new(100, Work: 1.1)), Is.EqualTo(new[] { false, false, false, true }));

    [Test]
    public void Work_of_what_has_gone_is_not_taken_back() =>
        Assert.That(Over(new(10, Work: 100), new(50, Work: 3), new(69, Work: 4), new(128, Work: 4)), Is.EqualTo(new[] { false, false, false, false }));

    private static bool[] Over(params Look[] looks)
    {
        var gauge = new IdleGauge(TimeSpan.FromSeconds(60));
        return
        [
            .. looks.Select(look => gauge.IsOver(
                TimeSpan.FromSeconds(look.Now), look.Printed, new TreeUsage(0, TimeSpan.FromSeconds(look.Work), look.Transferred, 1))),
        ];
    }

    private sealed record Look(double Now, long Printed = 0, double Work = 0, long Transferred = 0);
}
