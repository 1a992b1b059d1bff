using Matrix.Results;
using Matrix.Runner.Processes;
using Matrix.Runner.Processes.Native;

namespace Matrix.Runner.Tests.Processes;

[CancelAfter(60_000)]
[Category("Slow")]
public sealed class LimitTests
{
    private const long MiB = 1 << 20;

    private readonly ProcessRunner runner = new();

    [Test]
    public async Task A_program_that_takes_too_long_is_ended(CancellationToken cancellation) =>
        Assert.That(
            await ExitOf(Script.Shell("sleep 300").Within(time: TimeSpan.FromSeconds(0.4)), cancellation),
            Is.EqualTo(new ProcessExit.TimedOut(0.4)));

    [Test]
    public async Task A_limit_that_is_only_known_while_it_runs_counts_from_then_on(CancellationToken cancellation)
    {
        var known = new TaskCompletionSource();
        var command = Script.Shell("sleep 300");
        command = command with { Limits = command.Limits with { Shortened = () => known.Task.IsCompleted ? TimeSpan.FromSeconds(0.4) : null } };

        var exit = ExitOf(command, cancellation);
        await Task.Delay(TimeSpan.FromSeconds(0.6), cancellation);
        Assert.That(exit.IsCompleted, Is.False, "nobody knows yet");
        known.SetResult();

        Assert.That(await exit, Is.EqualTo(new ProcessExit.TimedOut(0.4)));
    }

    [Test]
    [Platform("Linux", Reason = "macOS does not tell what waits for a processor")]
    public async Task What_a_busy_machine_takes_does_not_count(CancellationToken cancellation)
    {
        const string AllOnOneProcessor = """use POSIX; my $us = $$; for (1..3) { fork or do { while (getppid() == $us) { } exit } }""";

        // Four at work on one processor: each has a quarter of it.
        var result = await runner.RunAsync(
            Script.Program("taskset", "--cpu-list", "0", "perl", "-e", $"{AllOnOneProcessor} my $x = 0; $x++ while 1").Within(time: TimeSpan.FromSeconds(2)),
            new OutputBuffer(),
            cancellation);

        Assert.That(result.Exit, Is.EqualTo(new ProcessExit.TimedOut(2)));
        Assert.That(result.Elapsed.TotalSeconds, Is.GreaterThan(3));
    }

    [TestCase("1000 2000000000 3\n", 2.0)]
    [TestCase("1000 0 3\n", 0.0)]
    [TestCase("", 0.0)]
    [TestCase("1000", 0.0)]
    [TestCase("1000 ", 0.0)]
    public void The_kernel_says_how_long_a_thread_waited(string text, double seconds) =>
        Assert.That(LinuxSchedStat.Waited(System.Text.Encoding.UTF8.GetBytes(text)), Is.EqualTo(TimeSpan.FromSeconds(seconds)));

    [TestCase("my $x = 0; while ((times)[0] < 0.5) { $x++ } exit 0", 0.5, 30)]
    [TestCase("if (my $child = fork) { waitpid $child, 0 } else { my $x = 0; while ((times)[0] < 0.5) { $x++ } } exit 0", 0.5, 30, Description = "a child worked")]
    [TestCase("my $x = 0; while (1) { $x++ }", 0.2, 30, Description = "a limit ends it")]
    [TestCase("sleep 1", 0, 0.4, Description = "waits")]
    public async Task The_processor_time_of_all_is_known(string program, double atLeast, double atMost, CancellationToken cancellation)
    {
        var result = await runner.RunAsync(Script.Perl(program).Within(time: TimeSpan.FromSeconds(3)), new OutputBuffer(), cancellation);

        Assert.That(result.CpuTime.TotalSeconds, Is.InRange(atLeast, atMost));
    }

    [Test]
    public async Task A_program_that_neither_prints_nor_works_is_ended(CancellationToken cancellation) =>
        Assert.That(
            await ExitOf(Idle(Script.Shell("echo started; sleep 300"), 0.7), cancellation), Is.EqualTo(new ProcessExit.WentIdle(0.7)));

    [Test]
    public async Task A_program_that_works_and_never_prints_is_ended_as_silent(CancellationToken cancellation) =>
        Assert.That(
            await ExitOf(Idle(Script.Perl("print 'x'; $| = 1; 1 while 1"), 0.7).Within(silence: TimeSpan.FromSeconds(1)), cancellation),
            Is.EqualTo(new ProcessExit.WentSilent(1)));

    [Test]
    public async Task A_program_that_prints_now_and_then_is_not_silent(CancellationToken cancellation) =>
        Assert.That(
            await ExitOf(
                Script.Shell("for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0.2; echo .; done; exit 7")
                    .Within(silence: TimeSpan.FromSeconds(1.5)),
                cancellation),
            Is.EqualTo(new ProcessExit.Exited(7)));

    [Test]
    public async Task A_quiet_program_that_works_is_not_idle(CancellationToken cancellation) =>
        Assert.That(
            await ExitOf(
                Idle(Script.Perl("my $x = 0; while (times < 2.5) { $x++ for 1..10000 } exit 7"), 1.5),
                cancellation),
            Is.EqualTo(new ProcessExit.Exited(7)));

    [Test]
    public async Task A_quiet_program_whose_children_work_is_not_idle(CancellationToken cancellation) =>
        Assert.That(
            await ExitOf(
                Idle(Script.Shell("for i in 1 2 3 4 5; do perl -e 'while (times < 0.5) { $x++ for 1..10000 }'; done; exit 7"), 1.5),
                cancellation),
            Is.EqualTo(new ProcessExit.Exited(7)));

    [Test]
    [Platform("Linux", Reason = "macOS does not tell what is read and written")]
    public async Task A_quiet_program_that_copies_is_not_idle(CancellationToken cancellation) =>
        Assert.That(
            await ExitOf(
                Idle(Script.Perl("open F, '<', '/dev/zero'; for (1..12) { sysread F, $x, 2_000_000; select undef, undef, undef, 0.3 } exit 7"), 1.5),
                cancellation),
            Is.EqualTo(new ProcessExit.Exited(7)));

    [Test]
    public async Task A_program_that_has_too_many_processes_is_ended(CancellationToken cancellation)
    {
        var command = Script.Shell("for i in 1 2 3 4 5 6 7 8 9 10; do sleep 300 & done; wait");

        var exit = await ExitOf(command with { Limits = command.Limits with { Processes = 8 } }, cancellation);

        Assert.That(exit, Is.EqualTo(new ProcessExit.TooManyProcesses(8)));
    }

    [Test]
    [Platform("Linux", Reason = "it looks into /proc")]
    public async Task Who_starts_processes_without_end_is_ended_with_all_of_them(CancellationToken cancellation)
    {
        var command = Script.Perl("while (1) { if (!fork) { sleep 300; exit } }");

        var exit = await ExitOf(command with { Limits = command.Limits with { Processes = 100 } }, cancellation);

        Assert.That(exit, Is.EqualTo(new ProcessExit.TooManyProcesses(100)));
        Assert.That(Directory.EnumerateDirectories("/proc").Count(IsPerl), Is.Zero);
    }

    [Test]
    [Platform("Linux", Reason = "macOS does not tell of threads")]
    public async Task Threads_count_as_processes_do(CancellationToken cancellation)
    {
        var command = Script.Program("perl", "-Mthreads", "-e", "threads->create(sub { sleep 300 }) for 1..10; sleep 300");

        var exit = await ExitOf(command with { Limits = command.Limits with { Processes = 8 } }, cancellation);

        Assert.That(exit, Is.EqualTo(new ProcessExit.TooManyProcesses(8)));
    }

    [Test]
    public async Task A_program_that_takes_too_much_memory_is_ended(CancellationToken cancellation)
    {
        var result = await runner.RunAsync(
            Script.Perl("my @x; for (1..400) { push @x, 'x' x 1_000_000; select undef, undef, undef, 0.01 } sleep 300")
                .Within(memory: 150 * MiB),
            new OutputBuffer(),
            cancellation);

        Assert.That(result.Exit, Is.EqualTo(new ProcessExit.OutOfMemory(150 * MiB)));
        Assert.That(result.PeakMemoryBytes, Is.GreaterThan(150 * MiB));
    }

    [Test]
    public async Task Memory_is_that_of_the_whole_tree(CancellationToken cancellation) =>
        Assert.That(
            await ExitOf(
                Script.Shell("for i in 1 2 3; do perl -e '$x = q(x) x 70_000_000; sleep 300' & done; wait").Within(memory: 150 * MiB),
                cancellation),
            Is.EqualTo(new ProcessExit.OutOfMemory(150 * MiB)));

    [Test]
    public async Task The_peak_is_that_of_the_largest_process_where_no_sample_saw_it(CancellationToken cancellation)
    {
        var blind = new ProcessRunner(new FakeProcessTable());

        // A peak counts only above that of the parent, here the whole test-suite's.
        var result = await blind.RunAsync(Script.Shell("perl -e '$x = q(x) x 1_500_000_000'; true"), new OutputBuffer(), cancellation);

        Assert.That(result.PeakMemoryBytes, Is.GreaterThan(1400 * MiB));
    }

    [Test]
    public async Task Our_own_memory_is_not_booked_to_a_small_program(CancellationToken cancellation)
    {
        var result = await runner.RunAsync(Script.Shell("sleep 0.4"), new OutputBuffer(), cancellation);

        Assert.That(result.PeakMemoryBytes, Is.GreaterThan(0).And.LessThan(30 * MiB));
    }

    private static bool IsPerl(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Contains("if (!fork) { sleep 300; exit }", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static CommandSpec Idle(CommandSpec command, double seconds) =>
        command with { Limits = command.Limits with { Idle = TimeSpan.FromSeconds(seconds) } };

    private async Task<ProcessExit> ExitOf(CommandSpec command, CancellationToken cancellation) =>
        (await runner.RunAsync(command, new OutputBuffer(), cancellation)).Exit;
}
