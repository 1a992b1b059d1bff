using System.Collections.Immutable;
using Matrix.Runner.Processes;
using Matrix.Runner.Processes.Native;

namespace Matrix.Runner.Isolation;

/// <summary>
/// macOS's own sandbox: the machine as it is, but read-only, without what is private, and without network, loopback included. It has no
/// process namespace; other programs can be neither signalled nor looked at.
/// </summary>
/// <param name="program">Absolute.</param>
/// <param name="hidden">Directories whose content nobody sees.</param>
internal sealed class SandboxExec(string program, ImmutableArray<string> hidden) : ISandbox
{
    public string Name => "sandbox-exec";

    // It becomes the command, so how that ends needs no reading.
    public CommandSpec Wrap(CommandSpec command, SandboxPolicy policy)
    {
        var profile = SeatbeltProfile.Of(policy, hidden, path => Libc.RealPath(path) ?? path);
        return command with
        {
            Program = program,
            Arguments =
            [
                "-p", profile.Text,
                .. profile.Paths.SelectMany((path, index) => new[] { "-D", $"P{index}={path}" }),
                .. command.CommandLine,
            ],
        };
    }
}
