namespace Matrix.Results.History;

/// <summary>
/// First line of a history file: a sweep over any number of platforms and shards, kept small enough for years of them.
/// A line of <see cref="PastCrate"/> follows for each crate.
/// </summary>
public sealed record PastSweep
{
    /// <summary>Raised when a reader of the old format would misread the new one.</summary>
    public const int CurrentFormat = 2;

    public int Format { get; init; } = CurrentFormat;

    /// <summary>When its first run started.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>What was compared with the baseline. Format 1 knew Cranelift alone, and does not say so.</summary>
    public BackendName? Candidate { get; init; }

    /// <summary>In the order of their platforms, shards and starts.</summary>
    public required IReadOnlyList<PastRun> Runs { get; init; }

    /// <summary>Crates name their causes by position in this list.</summary>
    public IReadOnlyList<PastCause> Causes { get; init; } = [];

    /// <summary>How many lines follow; fewer: the file was cut off.</summary>
    public int Crates { get; init; }
}

/// <summary>A results directory that the sweep was made of.</summary>
public sealed record PastRun
{
    /// <summary><see cref="PlatformRecord.Name"/>.</summary>
    public required string Platform { get; init; }

    /// <summary>Which of how many shards, <c>2/4</c>; null for a whole run.</summary>
    public string? Shard { get; init; }

    public required DateTimeOffset Start { get; init; }

    /// <summary>Null: it had not ended.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>First line of <c>rustc -V</c>.</summary>
    public required string Rustc { get; init; }

    /// <summary>Of rustc, <c>yyyy-MM-dd</c>, where it says.</summary>
    public string? CommitDate { get; init; }

    /// <summary>Of the Cranelift backend's library, lower-case hex.</summary>
    public required string BackendSha256 { get; init; }

    public string? CraneliftVersion { get; init; }

    /// <summary><see cref="PlatformRecord.TargetFeatures"/>; null: nobody knows.</summary>
    public IReadOnlyList<string>? TargetFeatures { get; init; }

    /// <summary>Whether <c>catch_unwind</c> caught a panic in the probe crate; null: nobody could tell.</summary>
    public bool? CatchUnwindCatches { get; init; }

    /// <summary>File name of the crates list, and the hash of its bytes.</summary>
    public required string List { get; init; }

    public required string ListSha256 { get; init; }

    /// <summary>Crates that it was to run.</summary>
    public required int Selected { get; init; }

    public required string ToolVersion { get; init; }
}

/// <summary>What identifies a cause over sweeps, crates and platforms.</summary>
public sealed record PastCause(FailureClass Class, string? Subclass, string Signature)
{
    /// <summary><see cref="Cause.Needs"/>; null: none are known.</summary>
    public IReadOnlyList<string>? Needs { get; init; }
}

/// <summary>A crate in a sweep of the past.</summary>
public sealed record PastCrate
{
    public required string Crate { get; init; }

    public long? Downloads { get; init; }

    /// <summary>By platform.</summary>
    public required IReadOnlyDictionary<string, VerdictKind> Verdicts { get; init; }

    public IReadOnlyList<PastFailure> Failures { get; init; } = [];

    /// <summary>Wall time of everything done for the crate, in seconds, by platform.</summary>
    public IReadOnlyDictionary<string, double> Seconds { get; init; } = new Dictionary<string, double>();
}

/// <param name="Cause">Position in <see cref="PastSweep.Causes"/>, from 0.</param>
/// <param name="Tests">How many tests fail for it; 0 where a build does.</param>
public readonly record struct PastFailure(string Platform, int Cause, int Tests);
