namespace Matrix.Runner.Crates;

internal interface ISourceCheckout
{
    /// <summary>Puts the files of one commit into an empty folder.</summary>
    /// <returns>The commit, 40 hex digits.</returns>
    /// <exception cref="CheckoutException">The repository or the revision cannot be had.</exception>
    Task<string> CheckOutAsync(CrateSource.Git source, string folder, CancellationToken cancellation);
}

/// <param name="isEnvironmental">The network or the disk is to blame, not the entry of the list.</param>
internal sealed class CheckoutException(string message, bool isEnvironmental) : Exception(message)
{
    public bool IsEnvironmental { get; } = isEnvironmental;
}
