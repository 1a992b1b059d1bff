namespace Matrix.Results;

/// <summary>What one known cause left in a log of a leg.</summary>
public sealed record Observation
{
    /// <summary>Of the rule that matched.</summary>
    public required string Rule { get; init; }

    public required Phase Phase { get; init; }

    public required FailureClass Class { get; init; }

    public string? Subclass { get; init; }

    public required Evidence Evidence { get; init; }

    /// <summary>The test whose output it stands in, where that is known.</summary>
    public TestId? Test { get; init; }

    /// <summary>The package whose compilation printed it, <c>name version</c>, where that is known.</summary>
    public string? Package { get; init; }
}
