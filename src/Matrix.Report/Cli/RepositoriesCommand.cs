using System.CommandLine;
using System.Text.RegularExpressions;
using Matrix.Report.Issues;
using Matrix.Report.Issues.GitHub;
using Matrix.Results;
using Matrix.Terminal;

namespace Matrix.Report.Cli;

/// <summary>For <c>./matrix list update</c>: asks GitHub which repositories are archived. A token that there is stays here, apart from git.</summary>
internal static partial class RepositoriesCommand
{
    public static Command Create()
    {
        var command = new Command("repositories", "Reads addresses of repositories, one a line, and says of those on GitHub whether they are archived.") { Hidden = true };
        command.Runs(async (parsed, cancellation) =>
        {
            var settings = new GitHubSettings { Token = GivenToken.Take().Value, Patience = TimeSpan.Zero };
            await AskAsync(Console.In, settings, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancellation);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <param name="urls">One a line; what is not on GitHub is passed over.</param>
    public static async Task AskAsync(TextReader urls, GitHubSettings settings, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        using var states = new RepositoryStates(settings);
        while (await urls.ReadLineAsync(cancellation) is { } url)
        {
            if (OnGitHub.Match(url) is not { Success: true } named || !RepositoryName.TryParse(named.Groups["name"].Value, out var name))
                continue;

            try
            {
                // One that moved or is gone is told by git.
                if (await states.IsArchivedAsync(name, cancellation) is { } isArchived)
                    await output.WriteLineAsync(new RepositoryState(url, isArchived).ToLine());
            }
            catch (MatrixException error)
            {
                await errors.WriteLineAsync($"from {name} on it is not known what is archived: {error.Message}");
                return;
            }
        }
    }

    [GeneratedRegex(@"^(?:https?://github\.com/|(?:ssh://)?git@github\.com[:/])(?<name>[^/]+/[^/]+?)(?:\.git)?/?$")]
    private static partial Regex OnGitHub { get; }
}
