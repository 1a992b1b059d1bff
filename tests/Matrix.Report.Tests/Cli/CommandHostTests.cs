using System.CommandLine;
using Matrix.Report.Cli;
using Matrix.Results;

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
    public async Task A_cancelled_command_says_nothing() =>
        Assert.That(await ThrowAsync(new OperationCanceledException()), Is.EqualTo((130, "")));

    private static async Task<(int Code, string Errors)> ThrowAsync(Exception error)
    {
        var root = new RootCommand();
        root.SetAction((_, _) => Failing(error));
        using var errors = new StringWriter { NewLine = "\n" };
        return (await CommandHost.InvokeAsync(root.Parse([]), TextWriter.Null, errors), errors.ToString());
    }

    private static Task Failing(Exception error) => throw error;
}
