using System.Globalization;
using Matrix.Results;
using Matrix.Runner.Processes;
using Matrix.Runner.Processes.Native;

namespace Matrix.Runner.Tests.Processes;

/// <summary>Whatever a program starts goes with it. Each script prints the ids that must not be left.</summary>
[CancelAfter(60_000)]
[Category("Slow")]
public sealed class TreeEndTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(0.6);

    private readonly ProcessRunner runner = new();

    [Test]
    public async Task A_grandchild_that_keeps_the_pipe_open_does_not_hold_up_the_run(CancellationToken cancellation) =>
        await LeaksAsync(Script.Shell("sleep 300 & echo $!; exit 3"), cancellation);

    [Test]
    public async Task A_grandchild_that_closed_the_pipe_does_not_outlive_the_run(CancellationToken cancellation) =>
        await LeaksAsync(Script.Shell("sleep 300 >/dev/null 2>&1 & echo $!; exit 3"), cancellation);

    [Test]
    public async Task A_grandchild_in_a_session_of_its_own_does_not_outlive_the_run(CancellationToken cancellation) =>
        await LeaksAsync(
            Script.Perl("use POSIX; $| = 1; if (!fork) { setsid; print qq($$\\n); exec 'sleep', 300 } sleep 1; exit 3"), cancellation);

    [Test, Platform("Linux", Reason = "nothing tells a daemon that no sample saw from the rest of the machine elsewhere")]
    public async Task A_daemon_that_no_sample_saw_does_not_outlive_the_run(CancellationToken cancellation) =>
        await LeaksAsync(Daemon(closesOutput: true), cancellation);

    [Test]
    public async Task A_daemon_without_our_mark_that_a_sample_saw_does_not_outlive_the_run(CancellationToken cancellation) =>
        await LeaksAsync(
            Script.Perl(
                """
                use POSIX; $| = 1;
                if (!fork) {
                    sleep 1; setsid; print "$$\n"; open STDOUT, '>', '/dev/null'; open STDERR, '>', '/dev/null';
                    %ENV = (); exec '/bin/sleep', 300
                }
                select undef, undef, undef, 1.5; exit 3
                """),
            cancellation);

    [Test, Platform("Linux", Reason = "elsewhere orphans are reaped by the system")]
    public async Task An_orphan_is_reaped_by_a_later_run(CancellationToken cancellation)
    {
        var output = await LeaksAsync(Daemon(closesOutput: true), cancellation);

        await runner.RunAsync(Script.Shell("sleep 2.5"), new OutputBuffer(), cancellation);

        Assert.That(
            Platform.Current.ProcessTable.Read().Select(entry => entry.Id),
            Has.None.EqualTo(int.Parse(output.Lines[0], CultureInfo.InvariantCulture)));
    }

    [Test]
    public async Task A_whole_tree_is_ended_when_its_time_is_over(CancellationToken cancellation)
    {
        var output = await EndsAsync(
            Script.Perl("use POSIX; $| = 1; for (1..3) { if (!fork) { setsid if $_ == 2; print qq($$\\n); exec 'sleep', 300 } } sleep 300"),
            cancellation);

        Assert.That(output.Lines, Has.Length.EqualTo(3));
    }

    [Test]
    public async Task What_ignores_a_polite_signal_is_killed(CancellationToken cancellation) =>
        await EndsAsync(Script.Perl("$| = 1; $SIG{TERM} = 'IGNORE'; fork; print qq($$\\n); sleep 1 while 1"), cancellation);

    [Test]
    public async Task What_is_stopped_is_ended(CancellationToken cancellation) =>
        await EndsAsync(Script.Shell("echo $$; kill -STOP $$"), cancellation);

    [Test]
    public async Task What_forks_on_and_on_is_ended(CancellationToken cancellation)
    {
        var output = new OutputBuffer();

        var result = await runner.RunAsync(
            Script.Perl("$| = 1; while (1) { exit 3 if fork; print qq($$\\n); select undef, undef, undef, 0.0005 }"), output, cancellation);

        Assert.That(result, Has.Property("Leaked").True);
        Assert.That(Survivors.Of(output.Lines), Is.Empty);
    }

    [Test]
    public async Task A_program_has_time_to_clean_up(CancellationToken cancellation)
    {
        var output = await EndsAsync(Script.Shell("trap 'echo cleaned; exit' TERM; echo $$; while :; do sleep 0.05; done"), cancellation);

        Assert.That(output.Lines[^1], Is.EqualTo("cleaned"));
    }

    [Test]
    public async Task Cancellation_ends_the_whole_tree(CancellationToken cancellation)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var output = new OutputBuffer();
        var run = runner.RunAsync(
            Script.Perl("use POSIX; $| = 1; $SIG{TERM} = 'IGNORE'; if (!fork) { setsid } print qq($$\\n); sleep 1 while 1"),
            output,
            cancel.Token);
        await output.LineAsync(1, cancellation);

        await cancel.CancelAsync();

        Assert.That(async () => await run, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Survivors.Of(output.Lines), Is.Empty);
    }

    [Test]
    public void Nothing_is_started_once_cancelled()
    {
        var output = new OutputBuffer();

        Assert.That(
            async () => await runner.RunAsync(Script.Shell("echo started"), output, new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(output.Text, Is.Empty);
    }

    [Test]
    public async Task Runs_side_by_side_leave_each_other_alone(CancellationToken cancellation)
    {
        var patient = runner.RunAsync(Script.Shell("sleep 2; exit 4"), new OutputBuffer(), cancellation);
        await LeaksAsync(Daemon(closesOutput: false), cancellation);
        await EndsAsync(Script.Shell("echo $$; sleep 300"), cancellation);

        Assert.That(await patient, Has.Property("Exit").EqualTo(new ProcessExit.Exited(4)).And.Property("Leaked").False);
    }

    private static CommandSpec Daemon(bool closesOutput) =>
        Script.Perl(
            $$"""
            use POSIX; $| = 1; pipe R, W;
            if (!fork) {
                setsid; exit if fork; setsid; print "$$\n";
                {{(closesOutput ? "open STDOUT, '>', '/dev/null'; open STDERR, '>', '/dev/null';" : "")}}
                close R; syswrite W, 'x'; close W; exec 'sleep', 300
            }
            sysread R, $x, 1; exit 3
            """);

    private async Task<OutputBuffer> LeaksAsync(CommandSpec command, CancellationToken cancellation)
    {
        var output = new OutputBuffer();

        var result = await runner.RunAsync(command, output, cancellation);

        Assert.That(result.Exit, Is.EqualTo(new ProcessExit.Exited(3)), output.Text);
        Assert.That(result.Leaked, Is.True);
        Assert.That(output.Lines, Is.Not.Empty);
        Assert.That(Survivors.Of(output.Lines), Is.Empty);
        return output;
    }

    private async Task<OutputBuffer> EndsAsync(CommandSpec command, CancellationToken cancellation)
    {
        var output = new OutputBuffer();

        var result = await runner.RunAsync(command.Within(time: Soon), output, cancellation);

        Assert.That(result.Exit, Is.EqualTo(new ProcessExit.TimedOut(Soon.TotalSeconds)), output.Text);
        Assert.That(output.Lines, Is.Not.Empty);
        Assert.That(Survivors.Of(output.Lines.Where(line => char.IsAsciiDigit(line[0]))), Is.Empty);
        return output;
    }
}
