using System.Buffers;
using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Crates.Checkout;

/// <summary>The git program. No hooks, no prompts, no settings of the machine: the same commit gives the same files everywhere.</summary>
/// <param name="home">A folder in which no user has settings.</param>
internal sealed class GitProgram(TrustedPrograms programs, string home)
{
    private static readonly SearchValues<string> EnvironmentalWords = SearchValues.Create(
        [
            "could not resolve host", "could not connect", "couldn't connect", "failed to connect", "connection refused", "connection reset",
            "connection closed", "connection was", "timed out", "hung up unexpectedly", "early eof", "ssl_error", "requested url returned error: 5",
            "no space left",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <returns>What it printed.</returns>
    /// <exception cref="CheckoutException">It failed.</exception>
    public async Task<string> RunAsync(ImmutableArray<string> arguments, CancellationToken cancellation)
    {
        var answer = await AskAsync(arguments, cancellation);
        return answer.Exit switch
        {
            { IsSuccess: true } => answer.Text,
            ProcessExit.NotStarted missing => throw new MatrixException(
                ExitCode.Environment, $"git could not be started: {missing.Reason}", "install the package git"),
            var exit => throw new CheckoutException(answer.Complaint, exit.IsEnvironmental || IsEnvironmental(answer.Text)),
        };
    }

    public Task<ProgramAnswer> AskAsync(ImmutableArray<string> arguments, CancellationToken cancellation) =>
        programs.AskAsync(
            new CommandSpec("git", ["-c", "core.hooksPath=/dev/null", .. arguments], "/")
            {
                Environment = TrustedPrograms.Environment
                    .SetItem("HOME", home)
                    .SetItem("GIT_CONFIG_NOSYSTEM", "1")
                    .SetItem("GIT_TERMINAL_PROMPT", "0")
                    .SetItem("GIT_LFS_SKIP_SMUDGE", "1")
                    .SetItem("LC_ALL", "C"),
            },
            cancellation);

    private static bool IsEnvironmental(string printed) => printed.AsSpan().ContainsAny(EnvironmentalWords);
}
