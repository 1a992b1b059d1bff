using System.Collections.Immutable;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json.Serialization;
using Matrix.Results;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Isolation;

/// <summary>Finds what this machine can isolate with.</summary>
/// <param name="searchPath">Where programs are, as in PATH.</param>
internal sealed class Sandboxes(IProcessRunner processes, string searchPath)
{
    private static readonly Version CountsInNamespaces = new(5, 14);

    // With some of everything, so that what is refused is refused now.
    private static readonly SandboxPolicy Something = new(Writable: [Path.GetTempPath()], Readable: ["/usr"], Network: false) { Hidden = [AppContext.BaseDirectory] };

    /// <exception cref="MatrixException">What was asked for does not work here.</exception>
    public async Task<ChosenSandbox> ChooseAsync(IsolationMode mode, CancellationToken cancellation)
    {
        if (mode is IsolationMode.None)
            return Without(new Obstacle("isolation is switched off", "to switch it on, set isolation: auto"));

        var wanted = mode is not IsolationMode.Auto ? mode : OperatingSystem.IsMacOS() ? IsolationMode.SandboxExec : IsolationMode.Bubblewrap;
        var (sandbox, obstacle) = wanted is IsolationMode.SandboxExec ? await SandboxExecAsync(cancellation) : await BubblewrapAsync(cancellation);
        return (sandbox, mode) switch
        {
            (not null, _) => new ChosenSandbox(sandbox, Warning: null),
            (null, IsolationMode.Auto) => Without(obstacle!),
            _ => throw new MatrixException(ExitCode.Environment, $"isolation with {WireName.Of(mode)} was asked for, but {obstacle!.What}", obstacle.Remedy),
        };
    }

    private static ChosenSandbox Without(Obstacle obstacle) =>
        new(new NoSandbox(), $"foreign code runs WITHOUT isolation: {obstacle.What}; {obstacle.Remedy}");

    private CommandSpec Trial => new("true", [], "/")
    {
        Environment = ImmutableSortedDictionary<string, string>.Empty.Add("PATH", searchPath),
        Limits = ProcessLimits.Default with { Time = TimeSpan.FromSeconds(30) },
    };

    private async Task<(ISandbox? Sandbox, Obstacle? Obstacle)> SandboxExecAsync(CancellationToken cancellation)
    {
        if (ProgramPath.TryFind(Trial with { Program = "sandbox-exec" }) is not { } program)
            return (null, new Obstacle("there is no sandbox-exec, which is macOS's own", "sweep on a machine that you can throw away"));

        var sandbox = new SandboxExec(program, HiddenPlaces.Directories());
        return await TryAsync(sandbox, cancellation) is { } said
            ? (null, new Obstacle($"sandbox-exec does not work here ({said})", "sweep on a machine that you can throw away"))
            : (sandbox, null);
    }

    private async Task<(ISandbox? Sandbox, Obstacle? Obstacle)> BubblewrapAsync(CancellationToken cancellation)
    {
        if (ProgramPath.TryFind(Trial with { Program = "bwrap" }) is not { } program)
            return (null, new Obstacle("bwrap is not installed", "install the package bubblewrap"));

        var sandbox = new Bubblewrap(program, HiddenPlaces.Directories(), HiddenPlaces.NameServers())
        {
            LimitsScratch = true,
            CountsProcesses = !Environment.IsPrivilegedProcess && !IsPrivileged(program) && Environment.OSVersion.Version >= CountsInNamespaces,
        };
        if (await TryAsync(sandbox, cancellation) is null)
            return (sandbox, null);

        // An old one.
        sandbox = new Bubblewrap(program, HiddenPlaces.Directories(), HiddenPlaces.NameServers()) { CountsProcesses = sandbox.CountsProcesses };
        return await TryAsync(sandbox, cancellation) is { } said ? (null, Refused(said)) : (sandbox, null);
    }

    /// <returns>What it says, or how it ended, where it does not work.</returns>
    private async Task<string?> TryAsync(ISandbox sandbox, CancellationToken cancellation)
    {
        var output = new FirstBytes();
        var result = await processes.RunAsync(sandbox.Wrap(Trial, Something), output, cancellation);
        return result.Exit.IsSuccess ? null : output.Text.Length > 0 ? output.Text : result.Exit.ToString();
    }

    // Then it needs no namespace of users, and makes none.
    [UnsupportedOSPlatform("windows")]
    private static bool IsPrivileged(string program) => File.GetUnixFileMode(program).HasFlag(UnixFileMode.SetUser);

    // In some containers, and in distributions that are careful, a user may not make namespaces.
    private static Obstacle Refused(string said) => new(
        $"bwrap does not work here ({said})",
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

internal enum IsolationMode
{
    /// <summary>The best the machine has; none is allowed, and said loudly.</summary>
    [JsonStringEnumMemberName("auto")] Auto,

    /// <summary>An error where it is missing.</summary>
    [JsonStringEnumMemberName("bubblewrap")] Bubblewrap,

    /// <summary>macOS's own; an error elsewhere.</summary>
    [JsonStringEnumMemberName("sandbox-exec")] SandboxExec,

    [JsonStringEnumMemberName("none")] None,
}
