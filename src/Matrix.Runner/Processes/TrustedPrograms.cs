using System.Collections.Immutable;
using Matrix.Results;

namespace Matrix.Runner.Processes;

/// <summary>Runs programs of the machine that the tool itself needs (git, rustup, rustc): outside the sandbox, but without tokens.</summary>
internal sealed class TrustedPrograms(IProcessRunner processes)
{
    // What they need to find themselves, their settings and the network.
    private static readonly ImmutableArray<string> Inherited =
    [
        "PATH", "HOME", "LANG", "TMPDIR", "RUSTUP_HOME", "CARGO_HOME", "RUSTUP_DIST_SERVER", "RUSTUP_UPDATE_ROOT",
        .. NetworkEnvironment.Names,
    ];

    public static ImmutableSortedDictionary<string, string> Environment { get; } = NetworkEnvironment.Of(Inherited);

    public Task<ProgramAnswer> AskAsync(string program, ImmutableArray<string> arguments, CancellationToken cancellation) =>
        AskAsync(new CommandSpec(program, arguments, "/") { Environment = Environment }, cancellation);

    public async Task<ProgramAnswer> AskAsync(CommandSpec command, CancellationToken cancellation)
    {
        var printed = new BoundedBuffer();
        var ended = await processes.RunAsync(command, printed, cancellation);
        return new ProgramAnswer(ended.Exit, printed.ToString());
    }
}

internal sealed record ProgramAnswer(ProcessExit Exit, string Text)
{
    public bool IsSuccess => Exit.IsSuccess;

    public string FirstLine => Text.Split('\n', 2)[0].Trim();

    /// <summary>What is most worth telling: the line that says error, else the last one.</summary>
    public string Complaint =>
        Lines.FirstOrDefault(line => line.StartsWith("error", StringComparison.Ordinal) || line.StartsWith("fatal", StringComparison.Ordinal))
        ?? Lines.LastOrDefault()
        ?? Exit.ToString();

    private IEnumerable<string> Lines => Text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);
}
