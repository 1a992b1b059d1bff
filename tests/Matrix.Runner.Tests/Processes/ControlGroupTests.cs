using Matrix.Results;
using Matrix.Runner.Processes;
using Matrix.Runner.Processes.Native;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Processes;

[Platform("Linux", Reason = "control groups are Linux's")]
[CancelAfter(60_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ControlGroupTests : IDisposable
{
    private const long MiB = 1 << 20;

    private readonly TemporaryDirectory folder = new();
    private readonly ProcessRunner runner = new();

    public void Dispose() => folder.Dispose();

    [TestCase("36 35 0:30 / /sys/fs/cgroup rw shared:4 - cgroup2 cgroup rw", "0::/user.slice/run-1.scope\n", "/sys/fs/cgroup", "/sys/fs/cgroup/user.slice/run-1.scope")]
    [TestCase("36 35 0:30 / /sys/fs/cgroup rw - cgroup2 cgroup rw", "0::/\n", "/sys/fs/cgroup", "/sys/fs/cgroup")]
    [TestCase("41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw", "4:memory:/x\n0::/\n", "/sys/fs/cgroup/unified", "/sys/fs/cgroup/unified")]
    [TestCase("36 35 0:30 /docker/ab /sys/fs/cgroup ro - cgroup2 cgroup rw", "0::/docker/ab/c\n", "/sys/fs/cgroup", "/sys/fs/cgroup/c")]
    public void Our_group_is_found_below_the_mount(string mounts, string membership, string top, string own) =>
        Assert.That(ControlGroupPlace.Find(mounts, membership), Is.EqualTo(new ControlGroupPlace(top, own)));

    [TestCase("32 31 0:29 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu", "1:cpu:/\n")]
    [TestCase("36 35 0:30 /docker/ab /sys/fs/cgroup ro - cgroup2 cgroup rw", "0::/docker/abc\n")]
    public void Where_there_is_none_of_version_2_none_is_found(string mounts, string membership) =>
        Assert.That(ControlGroupPlace.Find(mounts, membership), Is.Null);

    [Test]
    public void A_group_gets_the_limits_of_its_command()
    {
        foreach (var file in new[] { "memory.max", "memory.swap.max", "memory.oom.group", "pids.max" })
            folder.File(file, "");

        var group = ControlGroup.Make(folder.Path, 5 * MiB, 7);

        Assert.That(group.LimitsMemory, Is.True);
        Assert.That(
            Directory.EnumerateFiles(folder.Path).Order().Select(file => (Path.GetFileName(file), File.ReadAllText(file))),
            Is.EqualTo(new[] { ("memory.max", $"{5 * MiB}"), ("memory.oom.group", "1"), ("memory.swap.max", "0"), ("pids.max", "7") }));
    }

    [Test]
    public void What_the_kernel_tells_of_a_group_is_read()
    {
        folder.File("memory.events", "low 0\nhigh 0\nmax 3\noom 1\noom_kill 1\noom_group_kill 1\n");
        folder.File("pids.events", "max 0\n");
        folder.File("memory.peak", "4096\n");
        folder.File("cgroup.procs", "12\n345\n");

        var group = ControlGroup.Make(folder.Path, 5 * MiB, 7);

        Assert.That((group.RanOutOfMemory, group.RanOutOfProcesses, group.PeakMemoryBytes), Is.EqualTo((true, false, (long?)4096)));
        Assert.That(group.Members, Is.EqualTo(new[] { 12, 345 }));
    }

    [Test]
    public void A_kernel_that_does_not_tell_says_nothing()
    {
        var group = ControlGroup.Make(folder.Path, 5 * MiB, 7);

        Assert.That((group.LimitsMemory, group.RanOutOfMemory, group.RanOutOfProcesses, group.PeakMemoryBytes), Is.EqualTo((false, false, false, (long?)null)));
        Assert.That(group.Members, Is.Empty);
    }

    [Test]
    public async Task A_command_is_in_a_group_of_its_own_which_goes_with_it(CancellationToken cancellation)
    {
        Require(limits: false);

        var output = await RunAsync(Script.Shell("grep ^0:: /proc/self/cgroup").Foreign(folder.Path), new ProcessExit.Exited(0), cancellation);

        Assert.That(output, Does.Match($"^0::/.*matrix-{Environment.ProcessId}/[0-9]+\n$"));
        var place = ControlGroupPlace.Find(await File.ReadAllTextAsync("/proc/self/mountinfo", cancellation), output)!;
        Assert.That(Directory.Exists(Path.GetDirectoryName(place.Own)), Is.True);
        Assert.That(Directory.Exists(place.Own), Is.False);
    }

    // Alone, neither its session nor its parent nor its environment leads to it.
    [Test]
    public async Task A_daemon_that_hides_in_all_ways_is_found_and_ended(CancellationToken cancellation)
    {
        Require(limits: false);
        var daemon = "use POSIX; if (!fork) { setsid; exit if fork; %ENV = (); exec '/bin/sleep', 7654321 } wait; select undef, undef, undef, 0.2; exit 3";

        var result = await runner.RunAsync(Script.Perl(daemon).Foreign(folder.Path), new OutputBuffer(), cancellation);

        Assert.That((result.Exit, result.Leaked), Is.EqualTo((new ProcessExit.Exited(3), true)));
        Assert.That(Directory.EnumerateDirectories("/proc").Select(CommandLine), Has.None.EndsWith("sleep\0" + "7654321\0"));
    }

    [Test]
    public async Task The_kernel_keeps_the_memory_limit(CancellationToken cancellation)
    {
        Require(limits: true);
        await RunAsync(
            Script.Perl("$x = 'x' x 200_000_000; exit 0").Within(memory: 100 * MiB).Foreign(folder.Path), new ProcessExit.OutOfMemory(100 * MiB), cancellation);
    }

    [Test]
    public async Task The_kernel_keeps_the_limit_of_processes(CancellationToken cancellation)
    {
        Require(limits: true);
        await RunAsync(
            Script.Perl("for (1..40) { defined(my $p = fork) or exit 9; if (!$p) { select undef, undef, undef, 0.1; exit } }").Foreign(folder.Path, limits => limits with { Processes = 20 }),
            new ProcessExit.TooManyProcesses(20),
            cancellation);
    }

    [Test]
    public async Task The_peak_is_what_the_kernel_saw_at_most(CancellationToken cancellation)
    {
        Require(limits: true);
        var result = await runner.RunAsync(
            Script.Shell("for i in 1 2 3; do perl -e '$x = q(x) x 50_000_000; sleep 3' & done; wait").Foreign(folder.Path), new OutputBuffer(), cancellation);

        Assert.That(result.PeakMemoryBytes, Is.InRange(280 * MiB, 340 * MiB));
    }

    private static void Require(bool limits)
    {
        if (Platform.Current.ControlGroups is not { } groups)
            Assert.Ignore("no control group may be made here");
        else if (limits && !groups.LimitMemory)
            Assert.Ignore("the memory controller is not in the unified hierarchy here");
    }

    private async Task<string> RunAsync(CommandSpec command, ProcessExit expected, CancellationToken cancellation)
    {
        var output = new OutputBuffer();
        var result = await runner.RunAsync(command, output, cancellation);
        Assert.That(result.Exit, Is.EqualTo(expected), output.Text);
        return output.Text;
    }

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
}
