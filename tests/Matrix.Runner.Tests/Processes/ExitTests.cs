using Matrix.Results;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Tests.Processes;

[CancelAfter(20_000)]
public sealed class ExitTests
{
    private readonly ProcessRunner runner = new();

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(101)]
    [TestCase(137)]
    [TestCase(255)]
    public async Task An_exit_code_is_given_as_it_is(int code, CancellationToken cancellation) =>
        Assert.That(await ExitOf(Script.Shell($"exit {code}"), cancellation), Is.EqualTo(new ProcessExit.Exited(code)));

    [TestCase("KILL", 9)]
    [TestCase("ABRT", 6)]
    [TestCase("SEGV", 11)]
    [TestCase("TERM", 15)]
    [TestCase("PIPE", 13)]
    public async Task A_signal_is_no_exit_code(string signal, int number, CancellationToken cancellation) =>
        Assert.That(await ExitOf(Script.Shell($"kill -{signal} $$"), cancellation), Is.EqualTo(new ProcessExit.Signalled(number)));

    [TestCase(137, 9)]
    [TestCase(134, 6)]
    [TestCase(192, 64)]
    public async Task The_exit_code_of_a_wrapper_carries_its_childs_signal(int code, int signal, CancellationToken cancellation) =>
        Assert.That(
            await ExitOf(Script.Shell($"exit {code}") with { ExitCodeCarriesSignal = true }, cancellation),
            Is.EqualTo(new ProcessExit.Signalled(signal)));

    [TestCase(101)]
    [TestCase(128)]
    [TestCase(193)]
    public async Task Other_exit_codes_of_a_wrapper_are_exit_codes(int code, CancellationToken cancellation) =>
        Assert.That(
            await ExitOf(Script.Shell($"exit {code}") with { ExitCodeCarriesSignal = true }, cancellation),
            Is.EqualTo(new ProcessExit.Exited(code)));

    [Test]
    public async Task What_ends_by_itself_is_no_leak_and_took_some_time(CancellationToken cancellation)
    {
        var result = await runner.RunAsync(Script.Shell("true | true"), new OutputBuffer(), cancellation);

        Assert.That(result.Leaked, Is.False);
        Assert.That(result.Elapsed, Is.GreaterThan(TimeSpan.Zero));
    }

    [Test]
    public async Task Fifty_at_a_time_each_get_their_own_exit_and_output(CancellationToken cancellation)
    {
        var numbers = Enumerable.Range(0, 50).ToArray();

        var results = await Task.WhenAll(numbers.Select(number => OutputAndExit(number, cancellation)));

        Assert.That(results, Is.EqualTo(numbers.Select(number => ($"{number}\n", new ProcessExit.Exited(number)))));
    }

    [Test]
    public async Task Neither_reaps_the_children_of_the_other_where_NETs_own_processes_run_as_well(CancellationToken cancellation)
    {
        var ours = Enumerable.Range(0, 40).Select(async number => (await OutputAndExit(number, cancellation)).Exit);
        var theirs = Enumerable.Range(0, 40).Select(number => NetExitCode(number, cancellation));

        var (our, their) = (Task.WhenAll(ours), Task.WhenAll(theirs));

        Assert.That(await our, Is.EqualTo(Enumerable.Range(0, 40).Select(number => new ProcessExit.Exited(number))));
        Assert.That(await their, Is.EqualTo(Enumerable.Range(0, 40)));
    }

    private static async Task<int> NetExitCode(int code, CancellationToken cancellation)
    {
        using var process = System.Diagnostics.Process.Start("/bin/sh", ["-c", $"sleep 0.0{code}; exit {code}"]);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode;
    }

    private async Task<(string Output, ProcessExit Exit)> OutputAndExit(int number, CancellationToken cancellation)
    {
        var output = new OutputBuffer();
        var result = await runner.RunAsync(Script.Shell($"echo {number}; sleep 0.0{number}; exit {number}"), output, cancellation);
        return (output.Text, result.Exit);
    }

    private async Task<ProcessExit> ExitOf(CommandSpec command, CancellationToken cancellation) =>
        (await runner.RunAsync(command, new OutputBuffer(), cancellation)).Exit;
}
