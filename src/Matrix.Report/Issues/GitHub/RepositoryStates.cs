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

/// <summary>What can be told of a token's rights without writing anything.</summary>
internal static class RepositoryRights
{
    /// <param name="scopes">Of <c>X-OAuth-Scopes</c>, which only classic tokens are answered with.</param>
    public static WriteAccess Of(Repository repository, AccessToken? token, string? scopes)
    {
        if (token is not { } given)
            return new WriteAccess.No("there is no token");
        if (repository.Archived)
            return new WriteAccess.No("the repository is archived");

        // Of a workflow's token GitHub shows the rights of no user.
        if (given.IsOfAnApp || repository.Permissions is not { } user)
            return new WriteAccess.Unknown();
        // https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization
        if (!(user.Admin || user.Maintain || user.Push))
            return new WriteAccess.No("its owner may not make labels here: at least the role Write is needed");

        return scopes is null || !given.TellsItsScopes ? new WriteAccess.Unknown() : OfScopes(repository, scopes);
    }

    private static WriteAccess OfScopes(Repository repository, string scopes)
    {
        var needed = repository.Private ? "repo" : "public_repo";
        return scopes.Split(',', StringSplitOptions.TrimEntries).Any(scope => scope == "repo" || scope == needed)
            ? new WriteAccess.Yes()
            : new WriteAccess.No($"the token has not the scope {needed}");
    }
}
