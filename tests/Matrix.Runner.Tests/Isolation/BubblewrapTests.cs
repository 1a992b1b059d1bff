using System.Net;
using System.Net.Sockets;
using Matrix.Results;
using Matrix.Runner.Isolation;
using Matrix.Runner.Processes;
using Matrix.Runner.Tests.Processes;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Isolation;

/// <summary>Programs in a real sandbox.</summary>
[CancelAfter(60_000)]
public sealed class BubblewrapTests
{
    private static readonly SandboxPolicy Closed = new([], [], Network: false);

    private readonly ProcessRunner runner = new();
    private ISandbox sandbox = null!;

    [OneTimeSetUp]
    public async Task FindSandbox()
    {
        var chosen = await new Sandboxes(runner, Environment.GetEnvironmentVariable("PATH") ?? "").ChooseAsync(IsolationMode.Auto, default);
        if (chosen.Warning is not null)
            Assert.Ignore(chosen.Warning);

        sandbox = chosen.Sandbox;
    }

    [Test]
    public async Task Nothing_outside_can_be_written(CancellationToken cancellation)
    {
        var directory = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "outside")).FullName;

        var (exit, _) = await RunAsync(Script.Shell($"echo x > '{directory}/file'"), Closed, cancellation);

        Assert.That(exit, Is.Not.EqualTo(new ProcessExit.Exited(0)));
        Assert.That(File.Exists(Path.Combine(directory, "file")), Is.False);
    }

    [Test]
    public async Task A_library_to_preload_is_not_loaded_outside(CancellationToken cancellation)
    {
        using var directory = new TemporaryDirectory();
        var source = directory.File("evil.c", $$"""
            #include <stdio.h>
            __attribute__((constructor)) static void loaded(void) { FILE *file = fopen("{{directory.Path}}/was-here", "w"); if (file) fclose(file); }
            """);
        var library = Path.Combine(directory.Path, "evil.so");
        var made = await runner.RunAsync(Script.Shell($"cc -shared -fPIC -o {library} {source}"), new BoundedBuffer(), cancellation);
        Assert.That(made.Exit, Is.EqualTo(new ProcessExit.Exited(0)));
        var command = Script.Shell("env") is var script ? script with { Environment = script.Environment.SetItem("LD_PRELOAD", library) } : script;

        var (_, output) = await RunAsync(command, Closed with { Readable = [directory.Path] }, cancellation);

        Assert.That(output.Text, Does.Contain($"LD_PRELOAD={library}"), "it is what the command was to have");
        Assert.That(File.Exists(Path.Combine(directory.Path, "was-here")), Is.False);
    }

    [TestCase("/etc/matrix-was-here")]
    [TestCase("/usr/matrix-was-here")]
    [TestCase("/matrix-was-here")]
    [TestCase("/proc/sys/kernel/core_pattern")]
    [TestCase("/sys/matrix-was-here")]
    [TestCase("/dev/matrix-was-here")]
    public async Task No_place_of_the_system_can_be_written(string path, CancellationToken cancellation)
    {
        var (exit, _) = await RunAsync(Script.Shell($": >> {path}"), Closed, cancellation);

        Assert.That(exit, Is.Not.EqualTo(new ProcessExit.Exited(0)));
    }

    [TestCase("/tmp")]
    [TestCase("/var/tmp")]
    [TestCase("/dev/shm")]
    public async Task A_scratch_place_is_empty_can_be_written_and_is_thrown_away(string place, CancellationToken cancellation)
    {
        var (exit, output) = await RunAsync(Script.Shell($"ls -A {place}; echo x > {place}/matrix-was-here"), Closed, cancellation);

        Assert.That((exit, output.Text), Is.EqualTo((new ProcessExit.Exited(0), "")));
        Assert.That(File.Exists($"{place}/matrix-was-here"), Is.False);
    }

    [Test]
    public async Task A_scratch_place_does_not_take_all_memory(CancellationToken cancellation)
    {
        var (exit, output) = await RunAsync(Script.Shell("head -c 300000000 /dev/zero > /tmp/large"), Closed, cancellation);

        Assert.That(exit, Is.EqualTo(new ProcessExit.Exited(1)));
        Assert.That(output.Text, Does.Contain("No space left on device"));
    }

    [Test]
    public async Task The_home_directory_is_empty(CancellationToken cancellation)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        Assume.That(home, Is.Not.Empty);

        var (exit, output) = await RunAsync(Script.Shell($"ls -A {home} && echo x > {home}/file"), Closed, cancellation);

        Assert.That((exit, output.Text), Is.EqualTo((new ProcessExit.Exited(0), "")));
    }

    [Test]
    public async Task What_is_writable_is_written_for_good(CancellationToken cancellation)
    {
        using var directory = new TemporaryDirectory();

        var (exit, _) = await RunAsync(
            Script.Shell("mkdir -p deep && echo x > deep/file") with { WorkingDirectory = directory.Path },
            Closed with { Writable = [directory.Path] },
            cancellation);

        Assert.That(exit, Is.EqualTo(new ProcessExit.Exited(0)));
        Assert.That(File.ReadAllText(Path.Combine(directory.Path, "deep", "file")), Is.EqualTo("x\n"));
    }

    [Test]
    public async Task What_is_readable_in_a_hidden_place_is_seen_and_nothing_beside_it(CancellationToken cancellation)
    {
        using var readable = new TemporaryDirectory();
        using var beside = new TemporaryDirectory();
        readable.File("file", "seen\n");

        var (exit, output) = await RunAsync(
            Script.Shell($"cat {readable.Path}/file; ls /tmp | wc -l; echo x > {readable.Path}/file"),
            Closed with { Readable = [readable.Path] },
            cancellation);

        Assert.That(output.Lines[0], Is.EqualTo("seen"));
        Assert.That(output.Lines[1].Trim(), Is.EqualTo("1"));
        Assert.That(exit, Is.Not.EqualTo(new ProcessExit.Exited(0)));
    }

    [Test]
    public async Task What_a_policy_hides_is_empty_but_for_what_it_shows(CancellationToken cancellation)
    {
        var results = Path.Combine(AppContext.BaseDirectory, "results");
        foreach (var crate in new[] { "own", "sibling" })
            await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(results, crate)).FullName, "file"), crate, cancellation);

        var (exit, output) = await RunAsync(
            Script.Shell($"cat '{results}'/*/file"),
            Closed with { Writable = [Path.Combine(results, "own")], Hidden = [results] },
            cancellation);

        Assert.That((exit, output.Text), Is.EqualTo((new ProcessExit.Exited(0), "own")));
    }

    [Test]
    public async Task A_readable_directory_in_a_writable_one_cannot_be_written(CancellationToken cancellation)
    {
        using var directory = new TemporaryDirectory();
        directory.File("vendor/file", "");

        var (exit, _) = await RunAsync(
            Script.Shell($"echo x > {directory.Path}/a && echo x > {directory.Path}/vendor/file"),
            Closed with { Writable = [directory.Path], Readable = [Path.Combine(directory.Path, "vendor")] },
            cancellation);

        Assert.That(exit, Is.Not.EqualTo(new ProcessExit.Exited(0)));
        Assert.That(File.ReadAllText(Path.Combine(directory.Path, "a")), Is.EqualTo("x\n"));
        Assert.That(File.ReadAllText(Path.Combine(directory.Path, "vendor", "file")), Is.Empty);
    }

    [Test]
    public async Task A_link_to_a_writable_directory_can_be_written_through(CancellationToken cancellation)
    {
        using var directory = new TemporaryDirectory();
        var real = Directory.CreateDirectory(Path.Combine(directory.Path, "real")).FullName;
        var link = Directory.CreateSymbolicLink(Path.Combine(directory.Path, "link"), real).FullName;

        var (exit, output) = await RunAsync(
            Script.Shell("echo x > file") with { WorkingDirectory = link }, Closed with { Writable = [link] }, cancellation);

        Assert.That(exit, Is.EqualTo(new ProcessExit.Exited(0)), output.Text);
        Assert.That(File.Exists(Path.Combine(real, "file")), Is.True);
    }

    [TestCase(false, 1)]
    [TestCase(true, 0)]
    public async Task The_loopback_of_the_machine_is_reached_only_with_network(bool network, int code, CancellationToken cancellation)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var (exit, output) = await RunAsync(
            Script.Perl($"use IO::Socket; exit(IO::Socket::INET->new('127.0.0.1:{port}') ? 0 : 1)"),
            Closed with { Network = network },
            cancellation);

        Assert.That(exit, Is.EqualTo(new ProcessExit.Exited(code)), output.Text);
    }

    [Test]
    public async Task Its_own_loopback_works(CancellationToken cancellation)
    {
        var (exit, output) = await RunAsync(
            Script.Perl(
                """
                use IO::Socket;
                my $server = IO::Socket::INET->new(Listen => 1, LocalAddr => '127.0.0.1') or die "listen: $!";
                if (!fork) { my $peer = $server->accept; print $peer "hello\n"; exit }
                my $client = IO::Socket::INET->new('127.0.0.1:' . $server->sockport) or die "connect: $!";
                print <$client>;
                """),
            Closed,
            cancellation);

        Assert.That((exit, output.Text), Is.EqualTo((new ProcessExit.Exited(0), "hello\n")));
    }

    [Test]
    public async Task Names_are_resolved_with_the_machines_settings_where_there_is_network(CancellationToken cancellation)
    {
        var outside = await RunAsync(Script.Shell("cat /etc/resolv.conf"), new NoSandbox(), Closed, cancellation);
        var inside = await RunAsync(Script.Shell("cat /etc/resolv.conf"), sandbox, Closed with { Network = true }, cancellation);

        Assert.That(inside.Output.Text, Is.EqualTo(outside.Output.Text));
    }

    [Test]
    public async Task The_environment_is_passed_on(CancellationToken cancellation)
    {
        var command = Script.Shell("echo $GREETING");

        var (_, output) = await RunAsync(command with { Environment = command.Environment.Add("GREETING", "grüße") }, Closed, cancellation);

        Assert.That(output.Text, Is.EqualTo("grüße\n"));
    }

    [Test]
    public async Task Other_processes_are_not_seen(CancellationToken cancellation)
    {
        var (_, output) = await RunAsync(Script.Shell("ls -d /proc/[0-9]* | wc -l"), Closed, cancellation);

        Assert.That(int.Parse(output.Text), Is.LessThan(10));
    }

    [TestCase("exit 101", 101)]
    [TestCase("exit 0", 0)]
    public async Task An_exit_code_comes_through(string script, int code, CancellationToken cancellation) =>
        Assert.That((await RunAsync(Script.Shell(script), Closed, cancellation)).Exit, Is.EqualTo(new ProcessExit.Exited(code)));

    [TestCase("KILL", 9)]
    [TestCase("ABRT", 6)]
    [TestCase("SEGV", 11)]
    public async Task A_signal_comes_through(string signal, int number, CancellationToken cancellation) =>
        Assert.That(
            (await RunAsync(Script.Shell($"kill -{signal} $$"), Closed, cancellation)).Exit, Is.EqualTo(new ProcessExit.Signalled(number)));

    [TestCase("sleep 1234567")]
    [TestCase("perl -MPOSIX -e '$SIG{TERM} = q(IGNORE); exit if fork; setsid; %ENV = (); exec qw(/bin/sleep 1234567)'; sleep 1234567")]
    public async Task The_whole_tree_dies_when_its_time_is_over(string script, CancellationToken cancellation)
    {
        var (exit, _) = await RunAsync(Script.Shell(script).Within(time: TimeSpan.FromSeconds(0.7)), Closed, cancellation);

        Assert.That(exit, Is.EqualTo(new ProcessExit.TimedOut(0.7)));
        Assert.That(Sleepers(), Is.Empty);
    }

    [Test]
    public async Task What_a_program_leaves_dies_with_it(CancellationToken cancellation)
    {
        var (exit, _) = await RunAsync(
            Script.Perl("use POSIX; if (!fork) { setsid; %ENV = (); exec '/bin/sleep', 1234567 } select undef, undef, undef, 0.2; exit 3"),
            Closed,
            cancellation);

        Assert.That(exit, Is.EqualTo(new ProcessExit.Exited(3)));
        Assert.That(Sleepers(), Is.Empty);
    }

    [Test]
    public async Task Memory_is_limited(CancellationToken cancellation)
    {
        var (exit, _) = await RunAsync(Script.Perl("$x = 'x' x 200_000_000; sleep 300").Within(memory: 100 << 20), Closed, cancellation);

        Assert.That(exit, Is.EqualTo(new ProcessExit.OutOfMemory(100 << 20)));
    }

    // By what no other program here runs, as ids inside are not those outside.
    private static string[] Sleepers() =>
        [.. Directory.EnumerateDirectories("/proc").Select(CommandLine).Where(line => line.EndsWith("sleep\0" + "1234567\0"))];

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private Task<(ProcessExit Exit, OutputBuffer Output)> RunAsync(
        CommandSpec command, SandboxPolicy policy, CancellationToken cancellation) => RunAsync(command, sandbox, policy, cancellation);

    private async Task<(ProcessExit Exit, OutputBuffer Output)> RunAsync(
        CommandSpec command, ISandbox within, SandboxPolicy policy, CancellationToken cancellation)
    {
        var output = new OutputBuffer();
        var result = await runner.RunAsync(within.Wrap(command, policy), output, cancellation);
        return (result.Exit, output);
    }
}
