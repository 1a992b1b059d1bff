using Matrix.Report.Issues.GitHub;

namespace Matrix.Report.Cli;

/// <summary>The token that this process was started with.</summary>
internal static class GivenToken
{
    public const string Variable = "GITHUB_TOKEN";

    /// <summary>Takes it out of the environment: no program that this one might start gets to see it.</summary>
    /// <returns>Null, twice: there is none.</returns>
    public static (AccessToken? Value, string? Secret) Take()
    {
        var secret = Environment.GetEnvironmentVariable(Variable);
        Environment.SetEnvironmentVariable(Variable, null);
        return string.IsNullOrWhiteSpace(secret) ? (null, null) : (AccessToken.Parse(secret), secret.Trim());
    }
}
