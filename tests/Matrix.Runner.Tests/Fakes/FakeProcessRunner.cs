using System.Collections.Concurrent;
using System.Text;
using Matrix.Faults;
using Matrix.Results;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Tests.Fakes;

/// <summary>
/// Answers commands as a script says, and remembers them. Nothing is started; calls of rustc that a cargo prints are told to the sweep as the shim
/// would.
/// </summary>
internal sealed class FakeProcessRunner : IProcessRunner
{
    private readonly List<FakeAnswer> answers = [];
    private readonly ConcurrentQueue<CommandSpec> commands = new();

    /// <summary>In the order they were run.</summary>
    public IReadOnlyList<CommandSpec> Commands => [.. commands];

    /// <summary>
    /// The answer to commands that hold all these words, as arguments or as the name of the program. The answer with the most words is
    /// given; of several, the last.
    /// </summary>
    public FakeAnswer On(params string[] words)
    {
        var answer = new FakeAnswer(words);
        answers.Add(answer);
        return answer;
    }

    public async Task<ProcessResult> RunAsync(CommandSpec command, IOutputSink output, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        commands.Enqueue(command);
        var answer = answers.Where(answer => answer.IsTo(command)).OrderBy(answer => answer.Words.Count).LastOrDefault()
            ?? throw new InvalidOperationException($"nobody said what comes of: {string.Join(' ', command.CommandLine)}");
        await RelayOnPaper.TellAsync(command, answer.Printed, cancellation);
        return answer.Give(command, output);
    }
}

internal sealed class FakeAnswer(IReadOnlyList<string> words)
{
    private readonly StringBuilder printed = new();
    private ProcessExit exit = new ProcessExit.Exited(0);
    private Action<CommandSpec> effect = _ => { };
    private TimeSpan elapsed = TimeSpan.FromSeconds(1);
    private TimeSpan worked;

    public IReadOnlyList<string> Words => words;

    public string Printed => printed.ToString();

    public bool IsTo(CommandSpec command) =>
        words.All(word => command.Arguments.Contains(word) || Path.GetFileName(command.Program) == word);

    public FakeAnswer Prints(params string[] lines)
    {
        foreach (var line in lines)
            printed.Append(line).Append('\n');
        return this;
    }

    public FakeAnswer Exits(int code) => Ends(new ProcessExit.Exited(code));

    public FakeAnswer Ends(ProcessExit how)
    {
        exit = how;
        return this;
    }

    public FakeAnswer Takes(TimeSpan time)
    {
        elapsed = time;
        return this;
    }

    /// <param name="time">Processor time.</param>
    public FakeAnswer Works(TimeSpan time)
    {
        worked = time;
        return this;
    }

    /// <summary>What else it does: write files, ….</summary>
    public FakeAnswer Does(Action<CommandSpec> something)
    {
        effect = something;
        return this;
    }

    internal ProcessResult Give(CommandSpec command, IOutputSink output)
    {
        effect(command);
        output.Write(Encoding.UTF8.GetBytes(printed.ToString()));
        return new ProcessResult(exit, elapsed, PeakMemoryBytes: 1 << 20, Leaked: false) { CpuTime = worked };
    }
}
