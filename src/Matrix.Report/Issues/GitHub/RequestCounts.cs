namespace Matrix.Report.Issues.GitHub;

/// <summary>What was asked of GitHub, each attempt counted.</summary>
/// <param name="Reads">Of which <paramref name="Unchanged"/> were answered by "as it was", which GitHub does not count.</param>
internal sealed record RequestCounts(int Reads, int Unchanged, int Writes);
