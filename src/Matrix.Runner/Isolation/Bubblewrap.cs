using System.Collections.Immutable;
using System.Globalization;
using Matrix.Runner.Processes;
using Matrix.Runner.Processes.Native;

namespace Matrix.Runner.Isolation;

/// <summary>The machine as it is, but read-only, without what is private or shared, and without network but its own loopback.</summary>
/// <remarks>bwrap stays as process 1 of the sandbox: it reaps orphans, and the kernel ends all of them with it.</remarks>
/// <param name="program">Absolute: a command's own PATH need not have it.</param>
/// <param name="hidden">Directories that are empty inside, whatever runs.</param>
/// <param name="nameServers">The file that /etc/resolv.conf leads to, where that is hidden.</param>
internal sealed class Bubblewrap(string program, ImmutableArray<string> hidden, string? nameServers) : ISandbox
{
    // localhost: the one host name that resolves without a network. /proc/sys: bwrap leaves it to permissions, which root has.
    private static readonly ImmutableArray<string> Apart =
    [
        "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--hostname", "localhost",
        "--ro-bind", "/", "/", "--dev", "/dev",
        "--proc", "/proc", "--ro-bind", "/proc/sys", "/proc/sys",
    ];

    // What is written to an empty directory is in memory, and belongs to no process. Legs have a folder of their own for large files.
    private const string ScratchBytes = "268435456";

    public string Name => "bubblewrap";

    /// <summary>This bwrap knows <c>--size</c> (from 0.7): what is written to empty directories is limited.</summary>
    public bool LimitsScratch { get; init; }

    /// <summary>
    /// The kernel counts processes for each namespace of users (from Linux 5.14), so a limit of a user's processes is one of the sandbox's
    /// alone. root's are never counted.
    /// </summary>
    public bool CountsProcesses { get; init; }

    public CommandSpec Wrap(CommandSpec command, SandboxPolicy policy) => command with
    {
        Program = program,
        Arguments =
        [
            "--unshare-all", .. policy.Network ? ["--share-net"] : Array.Empty<string>(),
            .. Apart,
            .. Scratch("/dev/shm"), "--remount-ro", "/dev",
            .. Mounts(policy).SelectMany(mount => mount.Source is null ? Scratch(mount.Destination) : [mount.Option, mount.Source, mount.Destination]),
            "--chdir", command.WorkingDirectory,
            "--clearenv", .. command.Environment.SelectMany(variable => new[] { "--setenv", variable.Key, variable.Value }),
            "--", .. CountsProcesses ? Counted(command) : command.CommandLine,
        ],
        // Foreign code has a say in it: a library that the loader is told to preload must not be loaded out here.
        Environment = ImmutableSortedDictionary<string, string>.Empty,
        ExitCodeCarriesSignal = true,
    };

    private IEnumerable<string> Scratch(string directory) =>
        LimitsScratch ? ["--size", ScratchBytes, "--tmpfs", directory] : ["--tmpfs", directory];

    // bash and zsh say -u, dash -p. A little more than the limit, so that going over it can be seen.
    private static IEnumerable<string> Counted(CommandSpec command) =>
    [
        HardLimits.Shell, "-c", "ulimit -u \"$1\" 2> /dev/null || ulimit -p \"$1\" 2> /dev/null; shift; exec \"$@\"", "sh",
        (command.Limits.Processes + SeenAbove).ToString(CultureInfo.InvariantCulture),
        .. command.CommandLine,
    ];

    private const int SeenAbove = 32;

    // In order of their names a directory comes before those inside it, which it would cover otherwise. Of the same directory the last
    // of these counts: what is asked for is seen, although its place is hidden.
    private IEnumerable<Mount> Mounts(SandboxPolicy policy)
    {
        ImmutableArray<string> empty = [.. hidden, .. policy.Hidden.Select(RealPath)];
        return empty.Select(directory => new Mount("--tmpfs", Source: null, directory))
            .Concat(NameServers(policy))
            .Concat(policy.Readable.SelectMany(directory => MountsOf(directory, "--ro-bind", empty)))
            .Concat(policy.Writable.SelectMany(directory => MountsOf(directory, "--bind", empty)))
            .GroupBy(mount => mount.Destination)
            .Select(same => same.Last())
            .OrderBy(mount => mount.Destination, StringComparer.Ordinal);
    }

    private IEnumerable<Mount> NameServers(SandboxPolicy policy) =>
        policy.Network && nameServers is not null ? [new Mount("--ro-bind", nameServers, nameServers)] : [];

    // bwrap cannot mount on a symbolic link. What a link leads to is mounted where it is; the link itself needs something in its place
    // only where it is hidden.
    private static IEnumerable<Mount> MountsOf(string directory, string option, ImmutableArray<string> empty)
    {
        var real = RealPath(directory);
        yield return new Mount(option, real, real);

        if (real != directory && empty.Any(place => directory.StartsWith($"{place}/", StringComparison.Ordinal)))
            yield return new Mount(option, real, directory);
    }

    private static string RealPath(string directory) => Libc.RealPath(directory) ?? directory;

    /// <param name="Source">Null: it is empty.</param>
    private readonly record struct Mount(string Option, string? Source, string Destination);
}

/// <summary>What of this machine is private, or shared with other programs: keys and tokens, sockets of services, others' files.</summary>
internal static class HiddenPlaces
{
    private static readonly ImmutableArray<string> Everywhere =
        ["/tmp", "/var/tmp", "/run", "/root", "/home", "/Users", "/var/folders", "/Volumes"];

    public static ImmutableArray<string> Directories()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return [.. Everywhere.Append(home).Where(Directory.Exists).Select(Target).Where(place => place != "/").Distinct()];
    }

    public static string? NameServers()
    {
        const string Settings = "/etc/resolv.conf";
        var target = Target(Settings);
        return target != Settings && File.Exists(target) ? target : null;
    }

    private static string Target(string path) => Processes.Native.Libc.RealPath(path) ?? path;
}
