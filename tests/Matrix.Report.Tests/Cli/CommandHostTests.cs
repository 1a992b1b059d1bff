using System.CommandLine;
using Matrix.Results;
using Matrix.Terminal;

namespace Matrix.Report.Tests.Cli;

public sealed class CommandHostTests
{
    [Test]
    public async Task An_expected_error_is_two_lines_and_its_own_code()
    {
        var (code, errors) = await ThrowAsync(new MatrixException(ExitCode.Environment, "git is missing", "install it"));

        Assert.That(code, Is.EqualTo(5));
        Assert.That(errors, Is.EqualTo("error: git is missing\n  hint: install it\n"));
    }

    [Test]
    public async Task A_bug_shows_where_it_is()
    {
        var (code, errors) = await ThrowAsync(new InvalidOperationException("impossible"));

        Assert.That(code, Is.EqualTo(70));
        Assert.That(errors, Does.Contain("InvalidOperationException: impossible").And.Contain(nameof(Failing)));
    }

    [Test]
    public async Task What_several_threads_met_is_told_once()
    {
        var (code, errors) = await ThrowAsync(new AggregateException(new IOException("x"), new AggregateException(new MatrixException(ExitCode.Usage, "no", "yes"))));

        Assert.That((code, errors), Is.EqualTo((2, "error: no\n  hint: yes\n")));
    }

    [Test]
    public async Task A_full_disk_is_5_in_every_command()
    {
        var (code, errors) = await ThrowAsync(new AggregateException(new IOException("No space left on device", 28)));

        Assert.That(code, Is.EqualTo(5));
        Assert.That(errors, Does.StartWith("error: the disk is full: No space left on device\n  hint: "));
    }

    private static async Task<(int Code, string Errors)> ThrowAsync(Exception error)
    {
        var root = new RootCommand();
        root.Runs((_, _) => Failing(error));
        using var errors = new StringWriter { NewLine = "\n" };
        return (await CommandHost.InvokeAsync(root.Parse([]), TimeSpan.FromSeconds(1), TextWriter.Null, errors), errors.ToString());
    }

    private static Task<ExitCode> Failing(Exception error) => throw error;
}
