using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Events;
using Matrix.Runner.Progress;

namespace Matrix.Runner.Tests.Progress;

[CancelAfter(60_000)]
public sealed class LiveProgressTests
{
    [Test]
    public void What_is_done_stays_on_the_terminal()
    {
        using var terminal = new Terminal();
        using (var progress = new LiveProgress(terminal.Console, TimeProvider.System))
        {
            progress.Report(new SweepEvent.Started(2, 0, 1));
            progress.Report(SampleVerdicts.Started("memchr"));
            progress.Report(new SweepEvent.PhaseStarted(CrateName.Parse("memchr"), LegName.Llvm, Phase.Build));
            progress.Report(SampleVerdicts.Finished(SampleVerdicts.Of("memchr", VerdictKind.Regressed, "[red]not markup[/]")));
            progress.Report(new SweepEvent.Finished());
        }

        Assert.That(terminal.Text, Does.Contain("regressed     memchr"));
        Assert.That(terminal.Text, Does.Contain("[red]not markup[/]"));
        Assert.That(terminal.Text, Does.Contain("1 of 2 done in"));
    }

    [Test]
    public void A_terminal_of_any_height_shows_a_sweep([Values(-1, 0, 1, 2, 3, 5, 24)] int height, [Values(0, 1, 30)] int crates)
    {
        using var terminal = new Terminal { Height = height };
        using (var progress = new LiveProgress(terminal.Console, TimeProvider.System))
        {
            progress.Report(new SweepEvent.Started(crates + 1, 0, 1));
            for (var crate = 0; crate < crates; crate++)
                progress.Report(SampleVerdicts.Started($"crate-{crate}"));
            progress.Report(SampleVerdicts.Finished(SampleVerdicts.Of("memchr", VerdictKind.Compatible, "works")));
            terminal.Height = height - 1;
            progress.Report(new SweepEvent.Finished());
        }

        Assert.That(terminal.Text, Does.Contain("compatible    memchr"));
    }

    [Test]
    public void An_end_without_a_start_is_no_error()
    {
        using var terminal = new Terminal();
        using var progress = new LiveProgress(terminal.Console, TimeProvider.System);

        Assert.That(() => progress.Report(new SweepEvent.Finished()), Throws.Nothing);
    }

    [Test]
    public void A_sweep_that_broke_off_leaves_the_terminal_as_it_was()
    {
        using var terminal = new Terminal();
        var progress = new LiveProgress(terminal.Console, TimeProvider.System);
        progress.Report(new SweepEvent.Started(2, 0, 1));
        progress.Report(SampleVerdicts.Started("memchr"));

        progress.Dispose();

        Assert.That(terminal.Text, Does.EndWith("\u001b[?25h"), "the cursor is shown again");
    }

    [Test]
    public void To_stop_twice_is_no_error()
    {
        using var terminal = new Terminal();
        var progress = new LiveProgress(terminal.Console, TimeProvider.System);
        progress.Report(new SweepEvent.Started(1, 0, 1));
        progress.Report(new SweepEvent.Finished());
        progress.Dispose();

        Assert.That(progress.Dispose, Throws.Nothing);
    }

    [Test]
    public void Foreign_text_cannot_steer_the_terminal()
    {
        using var terminal = new Terminal();
        using (var progress = new LiveProgress(terminal.Console, TimeProvider.System))
        {
            progress.Report(new SweepEvent.Started(1, 0, 1));
            progress.Report(SampleVerdicts.Finished(SampleVerdicts.Of("a", VerdictKind.Regressed, "\u001b]0;owned\u0007")));
            progress.Report(new SweepEvent.Finished());
        }

        Assert.That(terminal.Text, Does.Contain("owned").And.Not.Contain("\u001b]0;owned"));
    }

    [Test]
    public void Measuring_has_a_table_of_its_own_after_that_of_the_sweep()
    {
        using var terminal = new Terminal();
        using (var progress = new LiveProgress(terminal.Console, TimeProvider.System))
        {
            progress.Report(new SweepEvent.Started(1, 0, 1));
            progress.Report(new SweepEvent.Finished());
            progress.Report(new SweepEvent.MeasuringStarted(2, 0, 3));
            progress.Report(SampleVerdicts.Started("memchr"));
            progress.Report(new SweepEvent.CrateMeasured(CrateName.Parse("memchr"), Speeds.Of("memchr", (2, 1))));
            progress.Report(new SweepEvent.MeasuringFinished(new SpeedSummary([Speeds.Of("memchr", (2, 1))], new Dictionary<string, int>())));
        }

        Assert.That(terminal.Text, Does.Contain("clean 2.00 s with LLVM, 1.00 s with Cranelift (0.50)"));
        Assert.That(terminal.Text, Does.Contain("1 of 2 measured in"));
        Assert.That(terminal.Text, Does.Contain("median of 1 crate: clean build 0.50"));
    }

    [Test]
    public void Every_kind_of_verdict_has_a_colour([Values] VerdictKind kind)
    {
        using var terminal = new Terminal();
        using (var progress = new LiveProgress(terminal.Console, TimeProvider.System))
        {
            progress.Report(new SweepEvent.Started(1, 0, 1));
            progress.Report(SampleVerdicts.Finished(SampleVerdicts.Of("a", kind)));
        }

        Assert.That(terminal.Text, Does.Contain(WireName.Of(kind)));
    }
}
