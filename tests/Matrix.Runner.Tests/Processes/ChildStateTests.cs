using System.Globalization;
using Matrix.Runner.Processes;
using Matrix.Runner.Processes.Native;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Processes;

[CancelAfter(20_000)]
public sealed class ChildStateTests
{
    private readonly ProcessRunner runner = new();

    [Test]
    public async Task The_environment_is_exactly_what_was_given_and_the_mark(CancellationToken cancellation)
    {
        var command = Script.Program("/usr/bin/env");
        command = command with { Environment = command.Environment.Add("GREETING", "grüße = 1\n2") };

        var output = await OutputOf(command, cancellation);

        var mark = output.Lines.Single(line => line.StartsWith(ProcessRunner.MarkName));
        Assert.That(output.Lines, Is.EquivalentTo(new[] { $"PATH={command.Environment["PATH"]}", "GREETING=grüße = 1", "2", mark }));
    }

    [Test]
    public async Task Arguments_arrive_as_they_are(CancellationToken cancellation)
    {
        string[] arguments = ["", " ", "a b", "$HOME", "'", "\"", "\\", "*", "ü\n", "-n"];

        var output = await OutputOf(Script.Program("/bin/sh", ["-c", "printf '<%s>' \"$@\"", "sh", .. arguments]), cancellation);

        Assert.That(output.Text, Is.EqualTo(string.Concat(arguments.Select(argument => $"<{argument}>"))));
    }

    [Test]
    public async Task The_working_directory_is_the_commands(CancellationToken cancellation)
    {
        using var directory = new TemporaryDirectory();

        var output = await OutputOf(Script.Shell("touch here") with { WorkingDirectory = directory.Path }, cancellation);

        Assert.That(output.Text, Is.Empty);
        Assert.That(File.Exists(Path.Combine(directory.Path, "here")), Is.True);
    }

    [Test]
    public async Task Standard_input_is_empty(CancellationToken cancellation) =>
        Assert.That((await OutputOf(Script.Shell("cat; echo done"), cancellation)).Text, Is.EqualTo("done\n"));

    [Test]
    public async Task A_child_leads_a_session_and_a_group(CancellationToken cancellation)
    {
        var output = await OutputOf(Script.Perl("print join ' ', $$, getpgrp(0)"), cancellation);

        Assert.That(output.Text.Split(' ').Distinct().ToArray(), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Signals_that_NET_ignores_work_in_a_child(CancellationToken cancellation) =>
        Assert.That((await OutputOf(Script.Shell("yes | head -1"), cancellation)).Text, Is.EqualTo("y\n"));

    [Test, Platform("Linux")]
    public async Task No_signal_is_blocked_or_ignored_in_a_child(CancellationToken cancellation)
    {
        var output = await OutputOf(Script.Program("grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status"), cancellation);

        // glibc keeps 32 and 33 for its threads, and ignores them in whatever it spawns.
        Assert.That(
            output.Text.Replace("0000000180000000", "0000000000000000"),
            Is.EqualTo("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n"));
    }

    [Test, Platform("Linux")]
    public async Task A_child_inherits_no_file_even_where_we_were_started_with_some(CancellationToken cancellation)
    {
        var (reader, writer) = new MacOS().OpenPipe();   // by a call that children inherit from
        using var _ = reader;
        using var __ = writer;

        var output = new OutputBuffer();
        await new ProcessRunner().RunAsync(Script.Program("ls", "/proc/self/fd"), output, cancellation);

        // The last one is the directory that ls reads.
        Assert.That(output.Lines, Is.EqualTo(new[] { "0", "1", "2", "3" }));
    }

    [Test, Platform("Linux")]
    public async Task Both_streams_are_one_pipe(CancellationToken cancellation)
    {
        var output = await OutputOf(Script.Shell("readlink /proc/self/fd/1; readlink /proc/self/fd/2"), cancellation);

        Assert.That(output.Lines.Distinct().ToArray(), Has.Length.EqualTo(1));
        Assert.That(output.Text, Does.StartWith("pipe:"));
    }

    [Test]
    public async Task Nothing_of_ours_stays_open(CancellationToken cancellation)
    {
        await OutputOf(Script.Shell("true"), cancellation);
        var before = OpenFiles();

        for (var i = 0; i < 20; i++)
            await OutputOf(Script.Shell("true"), cancellation);
        await runner.RunAsync(Script.Program("/no/such/file"), new OutputBuffer(), cancellation);

        Assert.That(OpenFiles(), Is.LessThan(before + 10), string.Create(CultureInfo.InvariantCulture, $"{before} before"));
    }

    private static int OpenFiles() => Directory.EnumerateFiles("/dev/fd").Count();

    private async Task<OutputBuffer> OutputOf(CommandSpec command, CancellationToken cancellation)
    {
        var output = new OutputBuffer();
        await runner.RunAsync(command, output, cancellation);
        return output;
    }
}
