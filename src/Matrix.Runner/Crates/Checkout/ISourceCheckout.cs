using System.Collections.Immutable;
using Matrix.Results;

namespace Matrix.Runner.Crates.Checkout;

internal interface ISourceCheckout
{
    /// <summary>Puts the files of one commit into an empty folder.</summary>
    /// <param name="depth">What else of the repository comes along.</param>
    /// <exception cref="CheckoutException">The repository or the revision cannot be had.</exception>
    Task<CheckedOut> CheckOutAsync(CrateSource.Git source, CheckoutDepth depth, string folder, CancellationToken cancellation);

    /// <summary>Keeps what was changed in a source from showing in it, as in <c>git describe --dirty</c>. What git does not know stays as it is.</summary>
    /// <param name="folder">Of the source; with a <c>.git</c> of its own.</param>
    /// <param name="files">Relative to the folder.</param>
    Task HideChangesAsync(string folder, IReadOnlyList<string> files, CancellationToken cancellation) => Task.CompletedTask;
}

/// <param name="Commit">40 hex digits.</param>
internal sealed record CheckedOut(string Commit)
{
    /// <summary>Null where nobody can tell.</summary>
    public CommitRecord? Committed { get; init; }

    public ImmutableArray<MissingSubmodule> MissingSubmodules { get; init; } = [];
}

/// <summary>A submodule that could not be had.</summary>
/// <param name="Path">Relative to the source.</param>
/// <param name="Why">In git's words.</param>
internal sealed record MissingSubmodule(string Path, string Why);

/// <param name="isEnvironmental">The network or the disk is to blame, not the entry of the list.</param>
internal sealed class CheckoutException(string message, bool isEnvironmental) : Exception(message)
{
    public bool IsEnvironmental { get; } = isEnvironmental;

    /// <param name="file">Relative to the source.</param>
    public static CheckoutException Unnameable(string file) => new($"the name of a file is not UTF-8, so this tool cannot copy it: {file}", isEnvironmental: false);
}
