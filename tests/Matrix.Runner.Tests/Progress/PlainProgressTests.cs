using Matrix.Results;
using Matrix.Runner.Progress;

namespace Matrix.Runner.Tests.Progress;

public sealed class PlainProgressTests
{
    [Test]
    public void A_sweep_is_its_size_and_a_line_for_each_crate()
    {
        var lines = LinesOf(
            new SweepEvent.Started(2, 0, 4), Verdicts.Started("memchr"), Verdicts.Finished(Verdicts.Of("memchr", VerdictKind.Compatible)), new SweepEvent.Finished());

        Assert.That(lines, Is.EqualTo(new[]
        {
            "2 crates, 4 at a time", "[1/2] compatible    memchr                         12.3 s  because",
        }));
    }

    [Test]
    public void What_was_done_before_is_counted_and_not_told_again() =>
        Assert.That(
            LinesOf(new SweepEvent.Started(9, 7, 1), Verdicts.Finished(Verdicts.Of("a", VerdictKind.Flaky))),
            Is.EqualTo(new[] { "9 crates, 1 at a time; 7 were done before", "[8/9] flaky         a                              12.3 s  because" }));

    private static string[] LinesOf(params SweepEvent[] events)
    {
        using var output = new StringWriter();
        using var progress = new PlainProgress(output);
        foreach (var happened in events)
            progress.Report(happened);
        return output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
