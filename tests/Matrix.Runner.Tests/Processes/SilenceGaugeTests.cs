using Matrix.Runner.Processes;

namespace Matrix.Runner.Tests.Processes;

public sealed class SilenceGaugeTests
{
    [Test]
    public void Nothing_for_as_long_as_the_limit_is_silence() =>
        Assert.That(Over((30, 0), (59, 0), (60, 0)), Is.EqualTo(new[] { false, false, true }));

    [Test]
    public void Output_breaks_it() =>
        Assert.That(Over((50, 5), (109, 5), (110, 5)), Is.EqualTo(new[] { false, false, true }));

    private static bool[] Over(params (double Now, long Bytes)[] looks)
    {
        var gauge = new SilenceGauge(TimeSpan.FromSeconds(60));
        return [.. looks.Select(look => gauge.IsOver(TimeSpan.FromSeconds(look.Now), look.Bytes))];
    }
}
