using System.Text;
using Matrix.Results;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Tests.Fakes;

/// <summary>A machine whose programs say what a script tells them to. What it does not name cannot be started.</summary>
internal sealed class ScriptedProcesses : IProcessRunner
{
    private readonly List<(string CommandLine, ProcessExit Exit, string Output)> answers = [];

    private readonly Dictionary<string, long> hungry = [];

    /// <summary>Every command line that was run, in order.</summary>
    public List<string> Ran { get; } = [];

    /// <summary>Sees each command before it is answered.</summary>
    public Action<CommandSpec> Sees { get; set; } = _ => { };

    /// <param name="commandLine">The program and its arguments, or how they begin; what was added last counts first.</param>
    public ScriptedProcesses On(string commandLine, string prints, int exitCode = 0)
    {
        answers.Insert(0, (commandLine, new ProcessExit.Exited(exitCode), prints));
        return this;
    }

    /// <summary>A command that ends where it has less memory than it needs.</summary>
    public void RunOutOfMemory(string commandLine, long below) => hungry[commandLine] = below;

    public Task<ProcessResult> RunAsync(CommandSpec command, IOutputSink output, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var commandLine = string.Join(' ', command.CommandLine);
        Ran.Add(commandLine);
        Sees(command);
        var (_, exit, text) = answers.Find(answer => commandLine.StartsWith(answer.CommandLine, StringComparison.Ordinal));
        if (hungry.FirstOrDefault(one => commandLine.StartsWith(one.Key, StringComparison.Ordinal)).Value > command.Limits.MemoryBytes)
            exit = new ProcessExit.OutOfMemory(command.Limits.MemoryBytes);
        output.Write(Encoding.UTF8.GetBytes(text ?? ""));
        return Task.FromResult(new ProcessResult(
            exit ?? new ProcessExit.NotStarted($"there is no {command.Program}"), TimeSpan.Zero, PeakMemoryBytes: 0, Leaked: false));
    }
}
