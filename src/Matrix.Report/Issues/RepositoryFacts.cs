namespace Matrix.Report.Issues;

internal sealed record RepositoryFacts(bool IsPrivate, bool IsArchived, bool HasIssues, WriteAccess MayWrite);

/// <summary>Whether issues can be written with the token there is, as far as reading tells.</summary>
internal abstract record WriteAccess
{
    private WriteAccess() { }

    public sealed record Yes : WriteAccess;

    /// <param name="Reason">What is missing.</param>
    public sealed record No(string Reason) : WriteAccess;

    /// <summary>A token whose permissions GitHub only tells by refusing a write.</summary>
    public sealed record Unknown : WriteAccess;
}
