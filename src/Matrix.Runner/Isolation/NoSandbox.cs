using Matrix.Runner.Processes;

namespace Matrix.Runner.Isolation;

internal sealed class NoSandbox : ISandbox
{
    public string Name => "none";

    public CommandSpec Wrap(CommandSpec command, SandboxPolicy policy) => command;
}
