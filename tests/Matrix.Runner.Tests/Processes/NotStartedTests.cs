using System.Collections.Immutable;
using System.Runtime.Versioning;
using Matrix.Results;
using Matrix.Runner.Processes;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Processes;

[CancelAfter(20_000)]
[UnsupportedOSPlatform("windows")]   // file modes
public sealed class NotStartedTests
{
    private readonly ProcessRunner runner = new();
    private readonly TemporaryDirectory directory = new();

    [OneTimeTearDown]
    public void TearDown() => directory.Dispose();

    [Test]
    public async Task A_program_that_is_nowhere_along_the_path_is_not_started(CancellationToken cancellation) =>
        Assert.That(
            await ReasonOf(Script.Program("no-such-program") with { Environment = PathOf("/nowhere:/bin") }, cancellation),
            Is.EqualTo("'no-such-program' is in no directory of PATH (/nowhere:/bin)"));

    [Test]
    public async Task A_bare_name_needs_a_path(CancellationToken cancellation) =>
        Assert.That(
            await ReasonOf(Script.Program("sh") with { Environment = ImmutableSortedDictionary<string, string>.Empty }, cancellation),
            Does.Contain("no PATH"));

    [Test]
    public async Task A_file_that_does_not_exist_is_not_started(CancellationToken cancellation) =>
        Assert.That(await ReasonOf(Script.Program("/no/such/file"), cancellation), Is.EqualTo("'/no/such/file' does not exist"));

    [Test]
    public async Task A_file_that_is_not_executable_is_not_started(CancellationToken cancellation)
    {
        var file = directory.File("plain", "#!/bin/sh\n");

        Assert.That(await ReasonOf(Script.Program(file), cancellation), Is.EqualTo($"'{file}' is not executable"));
    }

    [Test]
    public async Task A_directory_is_not_started(CancellationToken cancellation) =>
        Assert.That(await ReasonOf(Script.Program(directory.Path), cancellation), Is.EqualTo($"'{directory.Path}' is a directory"));

    [Test]
    public async Task A_file_that_is_no_program_is_not_started(CancellationToken cancellation)
    {
        var file = Executable("garbage", "neither a script nor a binary");

        Assert.That(await ReasonOf(Script.Program(file), cancellation), Does.StartWith($"'{file}': "));
    }

    [Test]
    public async Task A_script_without_its_interpreter_is_not_started(CancellationToken cancellation)
    {
        var file = Executable("orphan", "#!/no/such/interpreter\n");

        Assert.That(await ReasonOf(Script.Program(file), cancellation), Does.Contain("needs an interpreter"));
    }

    [Test]
    public async Task Nothing_is_started_in_a_working_directory_that_does_not_exist(CancellationToken cancellation) =>
        Assert.That(
            await ReasonOf(Script.Shell("true") with { WorkingDirectory = "/no/such/directory" }, cancellation),
            Is.EqualTo("the working directory '/no/such/directory' does not exist"));

    [Test]
    public async Task Arguments_beyond_what_the_system_takes_are_not_started(CancellationToken cancellation) =>
        Assert.That(await ReasonOf(Script.Shell(new string('x', 8 << 20)), cancellation), Does.StartWith("'/bin/sh': "));

    [Test]
    public async Task A_bare_name_is_searched_along_the_commands_own_path(CancellationToken cancellation)
    {
        Executable("only-here", "#!/bin/sh\nexit 42\n");

        var result = await runner.RunAsync(
            Script.Program("only-here") with { Environment = PathOf($"/nowhere:{directory.Path}") }, new OutputBuffer(), cancellation);

        Assert.That(result.Exit, Is.EqualTo(new ProcessExit.Exited(42)));
    }

    [Test]
    public async Task A_relative_name_counts_from_the_working_directory(CancellationToken cancellation)
    {
        Executable("bin/near", "#!/bin/sh\nexit 43\n");

        var result = await runner.RunAsync(
            Script.Program("bin/near") with { WorkingDirectory = directory.Path }, new OutputBuffer(), cancellation);

        Assert.That(result.Exit, Is.EqualTo(new ProcessExit.Exited(43)));
    }

    private static ImmutableSortedDictionary<string, string> PathOf(string path) =>
        ImmutableSortedDictionary<string, string>.Empty.Add("PATH", path);

    private string Executable(string name, string content)
    {
        var file = directory.File(name, content);
        File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.UserExecute);
        return file;
    }

    private async Task<string> ReasonOf(CommandSpec command, CancellationToken cancellation)
    {
        var result = await runner.RunAsync(command, new OutputBuffer(), cancellation);

        Assert.That(result.Exit, Is.TypeOf<ProcessExit.NotStarted>());
        return ((ProcessExit.NotStarted)result.Exit).Reason;
    }
}
