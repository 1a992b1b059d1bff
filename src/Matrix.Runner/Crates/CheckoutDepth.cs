namespace Matrix.Runner.Crates;

/// <summary>How much of a repository is had beside the files of one commit.</summary>
/// <param name="History">Commits, the pinned one included; null: all.</param>
/// <param name="Tags">All tags, with their own history.</param>
internal sealed record CheckoutDepth(int? History = 1, bool Tags = false, bool Submodules = true)
{
    /// <summary>What nearly every crate needs: its files.</summary>
    public static CheckoutDepth Commit { get; } = new();

    /// <summary>As in any clone.</summary>
    public static CheckoutDepth Everything { get; } = new(History: null, Tags: true);

    /// <summary>Only with all of the history, and with what came with it, does a tag lead to every commit that it should.</summary>
    public bool IsFull => History is null;

    public bool IsCommitAlone => this is { History: 1, Tags: false };

    /// <summary>What git takes for <see cref="History"/>.</summary>
    public IEnumerable<string> Option => History is { } commits ? [$"--depth={commits}"] : [];
}
