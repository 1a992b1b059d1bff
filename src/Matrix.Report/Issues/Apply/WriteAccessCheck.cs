using Matrix.Results;

namespace Matrix.Report.Issues.Apply;

/// <summary>What would make the first write fail is said before it.</summary>
internal static class WriteAccessCheck
{
    /// <exception cref="MatrixException">Nothing can be written there.</exception>
    public static void Demand(RepositoryName repository, RepositoryFacts facts)
    {
        if (facts.IsArchived)
            throw Cannot($"{repository} is archived", "name another repository in matrix.yaml, or take it out of the archive");
        if (!facts.HasIssues)
            throw Cannot($"{repository} has no issues", "switch them on in its settings");
        if (facts.MayWrite is WriteAccess.No missing)
            throw Cannot($"GITHUB_TOKEN may not write issues in {repository}: {missing.Reason}", "give it the permission 'Issues: read and write' for this repository, and no more");
    }

    private static MatrixException Cannot(string what, string hint) => new(ExitCode.PublishFailed, what, hint);
}
