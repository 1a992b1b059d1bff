namespace Matrix.Results;

/// <summary>Lines of a log that belong together.</summary>
/// <param name="Log">Path relative to the results directory.</param>
/// <param name="First">From 1.</param>
/// <param name="Last">The last of them, too.</param>
public sealed record LogSpan(string Log, int First, int Last);

/// <summary>A compiler message in the log of a phase that builds.</summary>
/// <param name="Package">Whose compilation printed it, <c>name version</c>.</param>
/// <param name="First">From 1.</param>
/// <param name="Last">The last of its lines, too.</param>
public sealed record PackageMessage(string Package, int First, int Last)
{
    /// <summary>Of an error, the target that it is of, as cargo names it; null: it is none.</summary>
    public string? Target { get; init; }
}
