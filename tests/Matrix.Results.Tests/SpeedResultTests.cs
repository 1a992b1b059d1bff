namespace Matrix.Results.Tests;

public sealed class SpeedResultTests
{
    [Test]
    public void A_ratio_is_the_median_of_the_ratios_of_the_rounds()
    {
        var speed = Measured(Round(10, 5), Round(10, 8), Round(40, 4));   // the machine was slow in the last round, for LLVM alone

        Assert.That(speed.CleanRatio, Is.EqualTo(0.5));
    }

    [Test]
    public void A_rebuild_that_one_side_lacks_is_not_compared()
    {
        var speed = Measured(
            new SpeedRound(BackendName.Llvm, new BuildSeconds(1, 4), new BuildSeconds(1, null)),
            new SpeedRound(BackendName.Llvm, new BuildSeconds(1, 4), new BuildSeconds(1, 3)));

        Assert.That(speed.RebuildRatio, Is.EqualTo(0.75));
        Assert.That(Measured(Round(1, 1)).RebuildRatio, Is.Null);
    }

    [Test]
    public void What_failed_was_not_measured_although_some_rounds_were() =>
        Assert.That((Measured(Round(1, 1)) with { Failure = "because" }).CleanRatio, Is.Null);

    [TestCase(new double[0], null)]
    [TestCase(new[] { 3.0 }, 3.0)]
    [TestCase(new[] { 9.0, 1.0, 2.0 }, 2.0)]
    [TestCase(new[] { 4.0, 1.0, 2.0, 9.0 }, 3.0)]
    public void The_median_is_in_the_middle(double[] values, double? median) => Assert.That(Median.Of(values), Is.EqualTo(median));

    private static SpeedResult Measured(params SpeedRound[] rounds) => Sample.Speed(rounds) with { Failure = null };

    private static SpeedRound Round(double llvm, double cranelift) =>
        new(BackendName.Llvm, new BuildSeconds(llvm, null), new BuildSeconds(cranelift, null));
}
