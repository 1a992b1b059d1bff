using System.Text.Json.Serialization;

namespace Matrix.Results;

/// <summary>One line of <c>speed.jsonl</c>: how long a crate takes to build with the baseline and with a candidate, measured alone on the machine, the backends in turn.</summary>
public sealed record SpeedResult
{
    public required string Crate { get; init; }

    /// <summary>What was measured beside the baseline.</summary>
    public required BackendName Candidate { get; init; }

    public DateTimeOffset Start { get; init; }

    /// <summary>Wall time of everything done to measure it.</summary>
    public double Seconds { get; init; }

    /// <summary>How many compiler processes cargo was allowed.</summary>
    public int Jobs { get; init; }

    /// <summary>What of the crate's own settings was left out on both sides, because one of them does not build with it; null: nothing.</summary>
    [JsonPropertyName("relaxation")]
    public Workaround? Workaround { get; init; }

    /// <summary>The source file that was changed before each rebuild, relative to the checkout; null where none could be.</summary>
    public string? Edited { get; init; }

    /// <summary>In the order they ran; each has both backends.</summary>
    public IReadOnlyList<SpeedRound> Rounds { get; init => field = value ?? []; } = [];

    /// <summary>How many cores other processes kept busy between the builds, on average; null where the system does not say.</summary>
    public double? OtherLoad { get; init; }

    /// <summary>Why it was not measured, in words; null where it was.</summary>
    public string? Failure { get; init; }

    /// <summary>The candidate's time divided by the baseline's, the median over the rounds; null where it was not measured.</summary>
    [JsonIgnore]
    public double? CleanRatio => Ratio(build => build.Clean);

    /// <summary>As <see cref="CleanRatio"/>, of rebuilds.</summary>
    [JsonIgnore]
    public double? RebuildRatio => Ratio(build => build.Rebuild);

    // Round by round: the two sides of a round ran one after the other, so what slowed the machine then slowed both.
    private double? Ratio(Func<BuildSeconds, double?> seconds) =>
        Failure is null ? Median.Of(Rounds.Select(round => seconds(round.Candidate) / seconds(round.Baseline)).OfType<double>()) : null;
}

/// <param name="First">The backend that went first.</param>
public sealed record SpeedRound(BackendName First, BuildSeconds Baseline, BuildSeconds Candidate);

/// <summary>Wall times in seconds of <c>cargo build</c> with the dev profile.</summary>
/// <param name="Clean">Into an empty target directory, dependencies included.</param>
/// <param name="Rebuild">Incrementally, after one source file was changed; null where that was not measured.</param>
public sealed record BuildSeconds(double Clean, double? Rebuild);
