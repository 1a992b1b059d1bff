using Matrix.Runner.Isolation;
using Matrix.Runner.Processes;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Isolation;

public sealed class BubblewrapArgumentsTests
{
    private static readonly CommandSpec Command = new("cargo", ["test", "--", "-x"], "/src/crate");

    private readonly Bubblewrap sandbox = new("/usr/bin/bwrap", ["/tmp", "/home", "/home/user"], "/run/resolve/stub.conf");

    [Test]
    public void Everything_is_apart_read_only_and_without_network()
    {
        string[] expected =
        [
            "--unshare-all",
            "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--hostname", "localhost",
            "--ro-bind", "/", "/", "--dev", "/dev",
            "--proc", "/proc", "--ro-bind", "/proc/sys", "/proc/sys",
            "--tmpfs", "/dev/shm", "--remount-ro", "/dev",
            "--tmpfs", "/home", "--tmpfs", "/home/user", "--tmpfs", "/tmp",
            "--chdir", "/src/crate",
            "--clearenv",
            "--", "cargo", "test", "--", "-x",
        ];

        var wrapped = sandbox.Wrap(Command, new SandboxPolicy([], [], Network: false));

        Assert.That(wrapped.Program, Is.EqualTo("/usr/bin/bwrap"));
        Assert.That(wrapped.Arguments, Is.EqualTo(expected));
    }

    [Test]
    public void The_environment_is_set_inside_and_only_there()
    {
        var command = Command with { Environment = Command.Environment.Clear().Add("LD_PRELOAD", "/x.so").Add("EMPTY", "") };

        var wrapped = sandbox.Wrap(command, new SandboxPolicy([], [], Network: false));

        Assert.That(wrapped.Environment, Is.Empty);
        Assert.That(
            wrapped.Arguments.SkipWhile(argument => argument != "--clearenv").TakeWhile(argument => argument != "--"),
            Is.EqualTo(new[] { "--clearenv", "--setenv", "EMPTY", "", "--setenv", "LD_PRELOAD", "/x.so" }));
    }

    [Test]
    public void Empty_directories_and_processes_are_limited_where_they_can_be()
    {
        var limiting = new Bubblewrap("/usr/bin/bwrap", ["/tmp"], nameServers: null) { LimitsScratch = true, CountsProcesses = true };

        var arguments = limiting.Wrap(Command with { Limits = Command.Limits with { Processes = 100 } }, new SandboxPolicy([], [], Network: false)).Arguments;

        Assert.That(string.Join(' ', arguments), Does.Contain("--size 268435456 --tmpfs /dev/shm").And.Contain("--size 268435456 --tmpfs /tmp"));
        Assert.That(arguments.SkipWhile(argument => argument != "--").Skip(1).Take(2), Is.EqualTo(new[] { "/bin/sh", "-c" }));
        Assert.That(arguments[^6..], Is.EqualTo(new[] { "sh", "132", "cargo", "test", "--", "-x" }));
    }

    [Test]
    public void With_network_come_the_name_servers()
    {
        var arguments = sandbox.Wrap(Command, new SandboxPolicy([], [], Network: true)).Arguments;

        Assert.That(arguments.Take(2), Is.EqualTo(new[] { "--unshare-all", "--share-net" }));
        Assert.That(Mounts([], [], network: true), Is.EqualTo(new[] { "--ro-bind /run/resolve/stub.conf" }));
    }

    [Test]
    public void A_directory_is_mounted_before_those_inside_it() =>
        Assert.That(
            Mounts(writable: ["/x/a/b", "/x"], readable: ["/x/a", "/x-y"]),
            Is.EqualTo(new[] { "--bind /x", "--ro-bind /x-y", "--ro-bind /x/a", "--bind /x/a/b" }));

    [Test]
    public void What_is_both_readable_and_writable_is_writable() =>
        Assert.That(Mounts(writable: ["/x"], readable: ["/x"]), Is.EqualTo(new[] { "--bind /x" }));

    [Test]
    public void What_a_policy_hides_is_hidden_and_what_it_shows_of_that_is_seen()
    {
        var policy = new SandboxPolicy(["/a/results/legs/x"], ["/a", "/a/cache/cargo-home"], Network: false) { Hidden = ["/a/results", "/a/cache"] };

        Assert.That(
            string.Join(' ', sandbox.Wrap(Command, policy).Arguments),
            Does.Contain(
                "--ro-bind /a /a --tmpfs /a/cache --ro-bind /a/cache/cargo-home /a/cache/cargo-home "
                + "--tmpfs /a/results --bind /a/results/legs/x /a/results/legs/x --tmpfs /home"));
    }

    [Test]
    public void All_else_of_a_command_stays_as_it_was()
    {
        var wrapped = sandbox.Wrap(Command, new SandboxPolicy([], [], Network: false));

        Assert.That(
            wrapped, Is.EqualTo(Command with { Program = wrapped.Program, Arguments = wrapped.Arguments, ExitCodeCarriesSignal = true }));
    }

    [Test]
    public void A_link_that_is_seen_leads_to_what_is_mounted()
    {
        using var directory = new TemporaryDirectory();
        var link = LinkIn(directory);

        Assert.That(Mounts(writable: [link], readable: []), Is.EqualTo(new[] { $"--bind {directory.Path}/real" }));
    }

    [Test]
    public void In_place_of_a_link_that_is_hidden_stands_what_it_leads_to()
    {
        using var directory = new TemporaryDirectory();
        var link = LinkIn(directory);
        var hiding = new Bubblewrap("bwrap", [directory.Path], nameServers: null);

        var arguments = hiding.Wrap(Command, new SandboxPolicy([link], [], Network: false)).Arguments;

        var real = $"{directory.Path}/real";
        Assert.That(string.Join(' ', arguments), Does.Contain($"--bind {real} {link} --bind {real} {real}"));
    }

    private static string LinkIn(TemporaryDirectory directory)
    {
        var real = Directory.CreateDirectory(Path.Combine(directory.Path, "real")).FullName;
        return Directory.CreateSymbolicLink(Path.Combine(directory.Path, "link"), real).FullName;
    }

    private IEnumerable<string> Mounts(string[] writable, string[] readable, bool network = false)
    {
        var arguments = sandbox.Wrap(Command, new SandboxPolicy([.. writable], [.. readable], network)).Arguments;
        return arguments
            .Zip(arguments.Skip(1), arguments.Skip(2))
            .Where(three => three.First is "--bind" or "--ro-bind" && three.Second == three.Third)
            .Where(three => three.Second is not ("/" or "/proc/sys"))
            .Select(three => $"{three.First} {three.Second}");
    }
}
