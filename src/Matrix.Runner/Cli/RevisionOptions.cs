using Matrix.Results;

namespace Matrix.Runner.Cli;

/// <summary>What a person asked for on the command line of <c>list update</c>.</summary>
internal sealed record RevisionOptions
{
    public required string List { get; init; }

    /// <summary>Empty: all.</summary>
    public IReadOnlyCollection<string> Crates { get; init; } = [];

    public bool IsCheck { get; init; }

    /// <summary>Of the registry.</summary>
    public required Uri Index { get; init; }

    /// <summary>A file of <see cref="Results.RepositoryState"/>; null: nobody was asked.</summary>
    public string? States { get; init; }
}
