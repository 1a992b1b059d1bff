using System.Text;
using Matrix.Faults;
using Matrix.Results;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Tests.Fakes;

/// <summary>A machine whose programs say what a script tells them to. What it does not name cannot be started.</summary>
internal sealed class ScriptedProcesses : IProcessRunner
{
    private readonly List<(string CommandLine, Func<CommandSpec, (int ExitCode, string Prints)> Answer)> answers = [];

    private readonly Dictionary<string, long> hungry = [];

    /// <summary>Every command line that was run, in order.</summary>
    public List<string> Ran { get; } = [];

    /// <summary>Sees each command before it is answered.</summary>
    public Action<CommandSpec> Sees { get; set; } = _ => { };

    /// <param name="commandLine">
    /// The program and its arguments, or how they begin, with <c>…</c> for what may stand there; what was added last counts first.
    /// </param>
    public ScriptedProcesses On(string commandLine, string prints, int exitCode = 0)
    {
        return On(commandLine, _ => (exitCode, prints));
    }

    /// <summary>A program that does not always say the same.</summary>
    public ScriptedProcesses On(string commandLine, Func<CommandSpec, (int ExitCode, string Prints)> answer)
    {
        answers.Insert(0, (commandLine, answer));
        return this;
    }

    /// <summary>A command that ends where it has less memory than it needs.</summary>
    public void RunOutOfMemory(string commandLine, long below) => hungry[commandLine] = below;

    /// <summary>Such a pattern fits it.</summary>
    public static bool IsLike(string commandLine, string pattern)
    {
        var parts = pattern.Split(" … ");
        var at = parts[0].Length;
        return commandLine.StartsWith(parts[0], StringComparison.Ordinal) && parts[1..].All(part => (at = commandLine.IndexOf(part, at, StringComparison.Ordinal)) >= 0);
    }

    public async Task<ProcessResult> RunAsync(CommandSpec command, IOutputSink output, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var commandLine = string.Join(' ', command.CommandLine);
        Ran.Add(commandLine);
        Sees(command);
        var answer = answers.Find(answer => IsLike(commandLine, answer.CommandLine)).Answer?.Invoke(command);
        var (exit, text) = ((ProcessExit?)(answer is null ? null : new ProcessExit.Exited(answer.Value.ExitCode)), answer?.Prints);
        if (hungry.FirstOrDefault(one => IsLike(commandLine, one.Key)).Value > command.Limits.MemoryBytes)
            exit = new ProcessExit.OutOfMemory(command.Limits.MemoryBytes);
        await RelayOnPaper.TellAsync(command, text ?? "", cancellation);
        output.Write(Encoding.UTF8.GetBytes(text ?? ""));
        return new ProcessResult(
            exit ?? new ProcessExit.NotStarted($"there is no {command.Program}"), TimeSpan.Zero, PeakMemoryBytes: 0, Leaked: false);
    }
}
