using System.Collections.Immutable;
using System.Runtime.Versioning;
using System.Text;
using Matrix.Results;
using Matrix.Runner.Configuration;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Isolation;

/// <summary>Finds what this machine can isolate with.</summary>
/// <param name="searchPath">Where programs are, as in PATH.</param>
internal sealed class Sandboxes(IProcessRunner processes, string searchPath)
{
    private static readonly Version CountsInNamespaces = new(5, 14);
    private static readonly SandboxPolicy Nothing = new(Writable: [], Readable: [], Network: false);

    /// <exception cref="MatrixException">What was asked for does not work here.</exception>
    public async Task<ChosenSandbox> ChooseAsync(IsolationMode mode, CancellationToken cancellation)
    {
        if (mode is IsolationMode.None)
            return Without(new Obstacle("isolation is switched off", "to switch it on, set isolation: auto"));

        var (sandbox, obstacle) = await BestOfMachineAsync(cancellation);
        return (sandbox, mode) switch
        {
            (not null, _) => new ChosenSandbox(sandbox, Warning: null),
            (null, IsolationMode.Bubblewrap) => throw new MatrixException(
                ExitCode.Environment, $"isolation with bubblewrap was asked for, but {obstacle!.What}", obstacle.Remedy),
            _ => Without(obstacle!),
        };
    }

    private static ChosenSandbox Without(Obstacle obstacle) =>
        new(new NoSandbox(), $"foreign code runs WITHOUT isolation: {obstacle.What}; {obstacle.Remedy}");

    // One line per system; sandbox-exec would be the one for macOS.
    private async Task<(ISandbox? Sandbox, Obstacle? Obstacle)> BestOfMachineAsync(CancellationToken cancellation) =>
        OperatingSystem.IsLinux() ? await BubblewrapAsync(cancellation)
        : (null, new Obstacle("there is no sandbox for this system yet", "sweep on Linux, or on a machine that you can throw away"));

    private async Task<(ISandbox? Sandbox, Obstacle? Obstacle)> BubblewrapAsync(CancellationToken cancellation)
    {
        var trial = new CommandSpec("true", [], "/")
        {
            Environment = ImmutableSortedDictionary<string, string>.Empty.Add("PATH", searchPath),
            Limits = ProcessLimits.Default with { Time = TimeSpan.FromSeconds(30) },
        };
        if (ProgramPath.TryFind(trial with { Program = "bwrap" }) is not { } program)
            return (null, new Obstacle("bwrap is not installed", "install the package bubblewrap"));

        var sandbox = new Bubblewrap(program, HiddenPlaces.Directories(), HiddenPlaces.NameServers())
        {
            LimitsScratch = true,
            CountsProcesses = !Environment.IsPrivilegedProcess && !IsPrivileged(program) && Environment.OSVersion.Version >= CountsInNamespaces,
        };
        if (await TryAsync(sandbox, trial, cancellation) is null)
            return (sandbox, null);

        // An old one.
        sandbox = new Bubblewrap(program, HiddenPlaces.Directories(), HiddenPlaces.NameServers()) { CountsProcesses = sandbox.CountsProcesses };
        return await TryAsync(sandbox, trial, cancellation) is { } obstacle ? (null, obstacle) : (sandbox, null);
    }

    private async Task<Obstacle?> TryAsync(Bubblewrap sandbox, CommandSpec trial, CancellationToken cancellation)
    {
        var output = new FirstBytes();
        var result = await processes.RunAsync(sandbox.Wrap(trial, Nothing), output, cancellation);
        return result.Exit.IsSuccess ? null : Refused(result.Exit, output.Text);
    }

    // Then it needs no namespace of users, and makes none.
    [UnsupportedOSPlatform("windows")]
    private static bool IsPrivileged(string program) => File.GetUnixFileMode(program).HasFlag(UnixFileMode.SetUser);

    // In some containers, and in distributions that are careful, a user may not make namespaces.
    private static Obstacle Refused(ProcessExit exit, string output) => new(
        $"bwrap does not work here ({(output.Length > 0 ? output : exit)})",
        "allow user namespaces (on Ubuntu: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0; in a container: run it privileged)");

    private sealed record Obstacle(string What, string Remedy);

    private sealed class FirstBytes : IOutputSink
    {
        private const int Enough = 300;

        private readonly StringBuilder text = new();

        public string Text => text.ToString().Trim();

        public void Write(ReadOnlySpan<byte> bytes) =>
            text.Append(Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, Enough - text.Length)]));
    }
}
