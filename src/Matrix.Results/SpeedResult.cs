namespace Matrix.Results;

/// <summary>One line of <c>speed.jsonl</c>: how long a crate takes to build with each backend, measured alone on the machine, the backends in turn.</summary>
public sealed record SpeedResult
{
    public required string Crate { get; init; }

    public DateTimeOffset Start { get; init; }

    /// <summary>Wall time of everything done to measure it.</summary>
    public double Seconds { get; init; }

    /// <summary>How many compiler processes cargo was allowed.</summary>
    public int Jobs { get; init; }

    /// <summary>The source file that was changed before each rebuild, relative to the checkout.</summary>
    public string? Edited { get; init; }

    /// <summary>In the order they ran; each has both backends.</summary>
    public IReadOnlyList<SpeedRound> Rounds { get; init; } = [];

    /// <summary>Why it was not measured, in words; null where it was.</summary>
    public string? Failure { get; init; }
}

/// <param name="First">The backend that went first.</param>
public sealed record SpeedRound(Backend First, BuildSeconds Llvm, BuildSeconds Cranelift);

/// <summary>Wall times in seconds of <c>cargo build</c> with the dev profile.</summary>
/// <param name="Clean">Into an empty target directory, dependencies included.</param>
/// <param name="Rebuild">Incrementally, after one source file was changed; null where that was not measured.</param>
public sealed record BuildSeconds(double Clean, double? Rebuild);
