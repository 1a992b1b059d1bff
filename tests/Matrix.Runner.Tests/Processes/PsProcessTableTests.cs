using Matrix.Results;
using Matrix.Runner.Processes;
using Matrix.Runner.Processes.Native;

namespace Matrix.Runner.Tests.Processes;

/// <summary>What runs on macOS in earnest; Linux has the same <c>ps</c>.</summary>
[CancelAfter(60_000)]
[Category("Slow")]
public sealed class PsProcessTableTests
{
    private readonly ProcessRunner runner = new(new PsProcessTable());

    [OneTimeSetUp]
    public void RequirePs()
    {
        if (!File.Exists("/bin/ps"))
            Assert.Ignore("no /bin/ps is here (Debian's package procps)");
    }

    [Test]
    public void We_are_in_it_with_our_memory()
    {
        var us = new PsProcessTable().Read().Single(entry => entry.Id == Environment.ProcessId);

        Assert.That(us.ResidentBytes, Is.GreaterThan(10 << 20));
        Assert.That(us.CpuTime, Is.GreaterThan(TimeSpan.Zero));
    }

    [Test]
    public async Task A_tree_is_ended_by_what_it_says(CancellationToken cancellation)
    {
        var output = new OutputBuffer();

        var result = await runner.RunAsync(
            Script.Perl("use POSIX; $| = 1; for (1..2) { if (!fork) { setsid if $_ == 2; print qq($$\\n); exec 'sleep', 300 } } sleep 300")
                .Within(time: TimeSpan.FromSeconds(1.5)),
            output,
            cancellation);

        Assert.That(result.Exit, Is.EqualTo(new ProcessExit.TimedOut(1.5)));
        Assert.That(output.Lines, Has.Length.EqualTo(2));
        Assert.That(Survivors.Of(output.Lines), Is.Empty);
    }

    [Test]
    public async Task Memory_is_limited_by_what_it_says(CancellationToken cancellation)
    {
        var result = await runner.RunAsync(
            Script.Perl("$x = 'x' x 200_000_000; sleep 300").Within(memory: 100 << 20), new OutputBuffer(), cancellation);

        Assert.That(result.Exit, Is.EqualTo(new ProcessExit.OutOfMemory(100 << 20)));
    }
}
