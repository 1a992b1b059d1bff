using System.Collections.Immutable;
using Matrix.Runner.Processes;
using Matrix.Runner.Processes.Native;

namespace Matrix.Runner.Isolation;

/// <summary>The machine as it is, but read-only, without what is private or shared, and without network but its own loopback.</summary>
/// <remarks>bwrap stays as process 1 of the sandbox: it reaps orphans, and the kernel ends all of them with it.</remarks>
/// <param name="program">Absolute: a command's own PATH need not have it.</param>
/// <param name="hidden">Directories that are empty inside.</param>
/// <param name="nameServers">The file that /etc/resolv.conf leads to, where that is hidden.</param>
internal sealed class Bubblewrap(string program, ImmutableArray<string> hidden, string? nameServers) : ISandbox
{
    // localhost: the one host name that resolves without a network. /proc/sys: bwrap leaves it to permissions, which root has.
    private static readonly ImmutableArray<string> Apart =
    [
        "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--hostname", "localhost",
        "--ro-bind", "/", "/", "--dev", "/dev", "--tmpfs", "/dev/shm",
        "--proc", "/proc", "--ro-bind", "/proc/sys", "/proc/sys",
    ];

    public string Name => "bubblewrap";

    public CommandSpec Wrap(CommandSpec command, SandboxPolicy policy) => command with
    {
        Program = program,
        Arguments =
        [
            "--unshare-all", .. policy.Network ? ["--share-net"] : Array.Empty<string>(),
            .. Apart,
            .. hidden.Order(StringComparer.Ordinal).SelectMany(directory => new[] { "--tmpfs", directory }),
            .. Mounts(policy).SelectMany(mount => mount.Arguments),
            "--chdir", command.WorkingDirectory,
            "--clearenv", .. command.Environment.SelectMany(variable => new[] { "--setenv", variable.Key, variable.Value }),
            "--", .. command.CommandLine,
        ],
        // Foreign code has a say in it: a library that the loader is told to preload must not be loaded out here.
        Environment = ImmutableSortedDictionary<string, string>.Empty,
        ExitCodeCarriesSignal = true,
    };

    // In order of their names a directory comes before those inside it, which it would cover otherwise.
    private IEnumerable<Mount> Mounts(SandboxPolicy policy) =>
        NameServers(policy)
            .Concat(policy.Readable.SelectMany(directory => MountsOf(directory, "--ro-bind")))
            .Concat(policy.Writable.SelectMany(directory => MountsOf(directory, "--bind")))
            .GroupBy(mount => mount.Destination)
            .Select(same => same.Last())
            .OrderBy(mount => mount.Destination, StringComparer.Ordinal);

    private IEnumerable<Mount> NameServers(SandboxPolicy policy) =>
        policy.Network && nameServers is not null ? [new Mount("--ro-bind", nameServers, nameServers)] : [];

    // bwrap cannot mount on a symbolic link. What a link leads to is mounted where it is; the link itself needs something in its place
    // only where it is hidden.
    private IEnumerable<Mount> MountsOf(string directory, string option)
    {
        var real = Libc.RealPath(directory) ?? directory;
        yield return new Mount(option, real, real);

        if (real != directory && hidden.Any(place => directory.StartsWith($"{place}/", StringComparison.Ordinal)))
            yield return new Mount(option, real, directory);
    }

    private readonly record struct Mount(string Option, string Source, string Destination)
    {
        public IEnumerable<string> Arguments => [Option, Source, Destination];
    }
}
