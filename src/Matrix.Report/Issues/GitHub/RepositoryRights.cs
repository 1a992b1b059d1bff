using Octokit;

namespace Matrix.Report.Issues.GitHub;

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
