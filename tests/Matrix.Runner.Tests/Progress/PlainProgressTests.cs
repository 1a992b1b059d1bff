using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Events;
using Matrix.Runner.Progress;

namespace Matrix.Runner.Tests.Progress;

public sealed class PlainProgressTests
{
    [Test]
    public void A_sweep_is_its_size_and_a_line_for_each_crate()
    {
        var lines = LinesOf(
            new SweepEvent.Started(2, 0, 4), SampleVerdicts.Started("memchr"), SampleVerdicts.Finished(SampleVerdicts.Of("memchr", VerdictKind.Compatible)), new SweepEvent.Finished());

        Assert.That(lines, Is.EqualTo(new[]
        {
            "2 crates, 4 at a time", "[1/2] compatible    memchr                         12.3 s  because",
        }));
    }

    [Test]
    public void What_was_done_before_is_counted_and_not_told_again() =>
        Assert.That(
            LinesOf(new SweepEvent.Started(9, 7, 1), SampleVerdicts.Finished(SampleVerdicts.Of("a", VerdictKind.Flaky))),
            Is.EqualTo(new[] { "9 crates, 1 at a time; 7 were done before", "[8/9] flaky         a                              12.3 s  because" }));

    [Test]
    public void Measuring_is_a_line_for_each_crate_and_what_they_say_together() =>
        Assert.That(
            LinesOf(
                new SweepEvent.MeasuringStarted(2, 1, 3),
                SampleVerdicts.Started("memchr"),
                new SweepEvent.MeasuredBuildStarted(CrateName.Parse("memchr"), BackendName.Cranelift, Round: 2),
                new SweepEvent.CrateMeasured(CrateName.Parse("memchr"), Speeds.Of("memchr", (2, 1))),
                new SweepEvent.MeasuringFinished(new SpeedSummary([Speeds.Of("memchr", (2, 1)) with { OtherLoad = 2 }], new Dictionary<string, int>()))),
            Is.EqualTo(new[]
            {
                "measuring: 2 crates, 3 rounds each, one at a time; 1 were measured before",
                "[2/2] memchr                       clean 2.00 s with LLVM, 1.00 s with Cranelift (0.50); rebuild not measured",
                "speed: Cranelift's time / LLVM's, median of 1 crate: clean build 0.50, rebuild not measured",
                "WARNING: the machine was busy with other things while 1 of 1 crate was measured (up to 2.0 of 2 cores): measure on a machine that does nothing else",
            }));

    private static string[] LinesOf(params SweepEvent[] events)
    {
        using var output = new StringWriter();
        using var progress = new PlainProgress(output);
        foreach (var happened in events)
            progress.Report(happened);
        return output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
