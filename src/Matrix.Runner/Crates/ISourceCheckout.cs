namespace Matrix.Runner.Crates;

internal interface ISourceCheckout
{
    /// <summary>Puts the files of one commit into an empty folder.</summary>
    /// <returns>The commit, 40 hex digits.</returns>
    /// <exception cref="CheckoutException">The repository or the revision cannot be had.</exception>
    Task<string> CheckOutAsync(CrateSource.Git source, string folder, CancellationToken cancellation);

    /// <summary>Keeps what was changed in a source from showing in it, as in <c>git describe --dirty</c>. What git does not know stays as it is.</summary>
    /// <param name="folder">Of the source; with a <c>.git</c> of its own.</param>
    /// <param name="files">Relative to the folder.</param>
    Task HideChangesAsync(string folder, IReadOnlyList<string> files, CancellationToken cancellation) => Task.CompletedTask;
}

/// <param name="isEnvironmental">The network or the disk is to blame, not the entry of the list.</param>
internal sealed class CheckoutException(string message, bool isEnvironmental) : Exception(message)
{
    public bool IsEnvironmental { get; } = isEnvironmental;
}
