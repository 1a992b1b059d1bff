namespace Matrix.Runner.Cli;

/// <summary>What a person asked for on the command line of <c>expectations</c>.</summary>
internal sealed record ExpectationsOptions
{
    /// <summary>The results directory.</summary>
    public required string Results { get; init; }

    public string? Config { get; init; }

    public string? List { get; init; }

    public bool Write { get; init; }

    public bool All { get; init; }

    public DateOnly? Until { get; init; }
}
