using System.Net;
using Matrix.Results;
using Octokit;

namespace Matrix.Report.Issues.GitHub;

/// <summary>What GitHub says of any repository that everybody may see.</summary>
internal sealed class RepositoryStates : IDisposable
{
    private readonly GitHubClient client;
    private readonly OctokitCalls octokit;

    public RepositoryStates(GitHubSettings settings)
    {
        client = new GitHubClient(settings);
        octokit = new OctokitCalls(client, settings.Address, (_, _, _) => Task.FromResult<Exception>(new MovedException()));
    }

    /// <returns>Null: there is none of this name any more.</returns>
    /// <exception cref="MatrixException">GitHub does not answer, or not any more for now.</exception>
    public async Task<bool?> IsArchivedAsync(RepositoryName name, CancellationToken cancellation)
    {
        var call = new Call($"read what {name} is", cancellation)
        {
            Required = WireMember.OfRepository,
            IsDone = answer => answer.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.UnavailableForLegalReasons,
        };
        try
        {
            var (found, _) = await octokit.AskAsync<Repository?>(call, async api => await new RepositoriesClient(api).Get(name.Owner, name.Name));
            return found?.Archived;
        }
        catch (MovedException)
        {
            return null;
        }
    }

    public void Dispose() => client.Dispose();

    private sealed class MovedException() : MatrixException(ExitCode.PublishFailed, "it has moved", "name it by its present name");
}
