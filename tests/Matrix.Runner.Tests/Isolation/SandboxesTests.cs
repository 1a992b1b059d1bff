using System.Runtime.Versioning;
using Matrix.Results;
using Matrix.Runner.Isolation;
using Matrix.Runner.Processes;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Isolation;

[Platform("Linux", Reason = "bubblewrap is Linux's")]
[UnsupportedOSPlatform("windows")]   // file modes
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SandboxesTests : IDisposable
{
    private readonly TemporaryDirectory programs = new();

    public void Dispose() => programs.Dispose();

    [Test]
    public async Task What_works_is_chosen_without_a_warning([Values] bool askedFor)
    {
        var chosen = await With("exit 0").ChooseAsync(askedFor ? IsolationMode.Bubblewrap : IsolationMode.Auto, default);

        Assert.That(chosen.Sandbox.Name, Is.EqualTo("bubblewrap"));
        Assert.That(chosen.Warning, Is.Null);
    }

    [Test]
    public async Task What_is_not_installed_is_warned_of()
    {
        var chosen = await new Sandboxes(new ProcessRunner(), "/nowhere").ChooseAsync(IsolationMode.Auto, default);

        Assert.That(chosen.Sandbox.Name, Is.EqualTo("none"));
        Assert.That(
            chosen.Warning,
            Is.EqualTo("foreign code runs WITHOUT isolation: bwrap is not installed; install the package bubblewrap"));
    }

    [Test]
    public async Task What_does_not_work_is_warned_of_in_its_own_words()
    {
        var chosen = await With("echo bwrap: setting up uid map: Permission denied >&2; exit 1").ChooseAsync(IsolationMode.Auto, default);

        Assert.That(chosen.Sandbox.Name, Is.EqualTo("none"));
        Assert.That(chosen.Warning, Does.Contain("WITHOUT isolation: bwrap does not work here"));
        Assert.That(chosen.Warning, Does.Contain("(bwrap: setting up uid map: Permission denied)"));
    }

    [Test]
    public async Task What_was_asked_for_and_does_not_work_is_an_error()
    {
        var error = await Assert.ThrowsAsync<MatrixException>(() => With("exit 1").ChooseAsync(IsolationMode.Bubblewrap, default));

        Assert.That(error.ExitCode, Is.EqualTo(ExitCode.Environment));
        Assert.That(error.Message, Does.Contain("exit code 1"));
        Assert.That(error.Hint, Does.StartWith("allow user namespaces"));
    }

    [Test]
    public async Task The_sandbox_of_macOS_is_chosen_where_it_is_asked_for_and_there()
    {
        var chosen = await With("exit 0", "sandbox-exec").ChooseAsync(IsolationMode.SandboxExec, default);

        Assert.That((chosen.Sandbox.Name, chosen.Warning), Is.EqualTo(("sandbox-exec", (string?)null)));
    }

    [TestCase("echo profile error >&2; exit 65", "sandbox-exec", "isolation with sandbox-exec was asked for, but sandbox-exec does not work here (profile error)")]
    [TestCase("exit 0", "bwrap", "isolation with sandbox-exec was asked for, but there is no sandbox-exec, which is macOS's own")]
    public async Task The_sandbox_of_macOS_that_is_asked_for_and_does_not_work_is_an_error(string script, string program, string message)
    {
        var error = await Assert.ThrowsAsync<MatrixException>(() => With(script, program).ChooseAsync(IsolationMode.SandboxExec, default));

        Assert.That(error.Message, Is.EqualTo(message));
    }

    [Test]
    public async Task To_switch_it_off_is_warned_of_as_well()
    {
        var chosen = await With("exit 0").ChooseAsync(IsolationMode.None, default);

        Assert.That(chosen.Sandbox.Name, Is.EqualTo("none"));
        Assert.That(chosen.Warning, Does.Contain("WITHOUT isolation"));
    }

    [Test]
    public void Without_a_sandbox_a_command_stays_as_it_is()
    {
        var command = new CommandSpec("cargo", ["test"], "/");

        Assert.That(new NoSandbox().Wrap(command, new SandboxPolicy(["/x"], [], Network: false)), Is.SameAs(command));
    }

    /// <summary>A machine whose bwrap is the given script.</summary>
    private Sandboxes With(string script, string program = "bwrap")
    {
        var bwrap = programs.File(program, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(bwrap, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return new Sandboxes(new ProcessRunner(), programs.Path);
    }
}
