using System.Globalization;
using System.Text.RegularExpressions;
using Matrix.Results;
using Matrix.Runner.Cli;
using Matrix.Terminal;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Cli;

[NonParallelizable]   // what is written to standard error is everybody's
public sealed partial class ExitCodesTests
{
    [Test]
    public async Task A_command_ends_with_the_code_it_gives([Values] ExitCode code) =>
        Assert.That(await EndAsync(() => Task.FromResult(code)), Is.EqualTo(((int)code, "")));

    [Test]
    public async Task An_expected_error_is_two_lines_and_its_own_code() =>
        Assert.That(
            await EndAsync(() => throw new MatrixException(ExitCode.Environment, "there is no cargo", "install rustup")),
            Is.EqualTo((5, "error: there is no cargo\n  hint: install rustup\n")));

    [Test]
    public async Task A_full_disk_is_told_with_a_way_on() =>
        Assert.That(
            await EndAsync(() => throw new IOException("No space left on device", 28)),
            Is.EqualTo((5, "error: the disk is full: No space left on device\n  hint: once that is mended, give the same command again, a sweep with --resume: what was done is kept\n")));

    [Test]
    public async Task A_bug_is_told_as_one_with_its_trace()
    {
        var (code, said) = await EndAsync(() => throw new InvalidOperationException("a case of no known kind"));

        Assert.That(code, Is.EqualTo(70));
        Assert.That(said, Does.StartWith("bug: System.InvalidOperationException: a case of no known kind").And.Contains(nameof(ExitCodesTests)));
    }

    [Test]
    public async Task Other_troubles_with_files_are_a_bug() =>
        Assert.That((await EndAsync(() => throw new IOException("Too many open files", 24))).Code, Is.EqualTo(70));

    [Test]
    public async Task What_was_cancelled_is_told()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();

        Assert.That(await EndAsync(() => throw new OperationCanceledException(), cancellation.Token), Is.EqualTo((130, "cancelled\n")));
    }

    [Test]
    public async Task What_cancels_itself_is_a_bug() =>
        Assert.That((await EndAsync(() => throw new OperationCanceledException())).Code, Is.EqualTo(70));

    [TestCase("sweep --bogus")]
    [TestCase("sweep --jobs many")]
    [TestCase("sweep --jobs 0")]
    [TestCase("sweep --shard 3/2")]
    [TestCase("sweep --isolation magic")]
    [TestCase("sweep --plan /nowhere/plan.json")]
    [TestCase("sweep --plan /nowhere/plan.json --shard 1/2")]
    [TestCase("sweep --plan /nowhere/plan.json --shard 1/2 --crate memchr")]
    [TestCase("plan --shards 0")]
    [TestCase("plan --date tomorrow")]
    [TestCase("plan --format yaml")]
    [TestCase("plan --history /nowhere/history")]
    [TestCase("sweep --list")]
    [TestCase("sweep --list /nowhere/list.yaml")]
    [TestCase("setup --config /nowhere/matrix.yaml")]
    [TestCase("expectations")]
    [TestCase("expectations /nowhere")]
    [TestCase("expectations /nowhere --until tomorrow")]
    [TestCase("no-such-command")]
    [TestCase("")]
    public async Task A_command_line_that_is_wrong_ends_with_2(string arguments) =>
        Assert.That((await EndAsync(() => Task.FromResult((ExitCode)Program(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))))).Code, Is.EqualTo(2));

    [TestCase("--help")]
    [TestCase("sweep --help")]
    [TestCase("setup --help")]
    [TestCase("expectations --help")]
    [TestCase("--version")]
    public async Task Help_is_no_error(string arguments) =>
        Assert.That((await EndAsync(() => Task.FromResult((ExitCode)Program(arguments.Split(' '))))).Code, Is.Zero);

    [Test]
    public void README_lists_every_code()
    {
        var rows = File.ReadLines(Repository.PathOf("README.md")).SkipWhile(line => !TableOfCodes.IsMatch(line)).Skip(2).TakeWhile(line => line.StartsWith('|'));
        Assert.That(
            rows.Select(row => int.Parse(row.Split('|')[1].Trim(' ', '`'), CultureInfo.InvariantCulture)),
            Is.EquivalentTo(Enum.GetValues<ExitCode>().Select(code => (int)code)));
    }

    private static int Program(string[] arguments) => (int)typeof(CheckoutPaths).Assembly.EntryPoint!.Invoke(null, [arguments])!;

    private static async Task<(int Code, string Said)> EndAsync(Func<Task<ExitCode>> command, CancellationToken cancellation = default)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var said = new StringWriter { NewLine = "\n" };
        using var ignored = new StringWriter();
        Console.SetError(said);
        Console.SetOut(ignored);
        try
        {
            return (await CommandHost.EndAsync(command, said, cancellation), said.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    [GeneratedRegex(@"^\| *[Cc]ode *\| *[Mm]eaning *\|")]
    private static partial Regex TableOfCodes { get; }
}
