using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Configuration;
using Matrix.Runner.Legs;
using Matrix.Runner.Processes;
using Matrix.Runner.Reuse;
using Matrix.Runner.RustcCache;
using Matrix.Runner.Verdicts;

namespace Matrix.Runner;

/// <summary>What all crates of a sweep share.</summary>
internal sealed record CrateRunSettings
{
    public required ResultsWriter Results { get; init; }

    /// <summary>Legs that an earlier, interrupted start had finished.</summary>
    public required ResumedLegs Resumed { get; init; }

    /// <summary>Where sources are copied to and built; emptied crate by crate.</summary>
    public required string WorkDirectory { get; init; }

    public required ProcessLimits Limits { get; init; }

    /// <summary>Of what a leg ran out of, in bytes: what it may have when it is run again alone. No more than that: it is not run again.</summary>
    public Func<long, long> MemoryAlone { get; init; } = legBytes => legBytes;

    public required Confirmation Confirmation { get; init; }

    public required JobSlots Slots { get; init; }

    /// <summary>No leg has a network or temporary files in common with another: those of one crate may run at once.</summary>
    public bool LegsAreApart { get; init; }

    /// <summary>Dependencies that are compiled once for all crates; null: each leg compiles its own.</summary>
    public SharedUnits? Units { get; init; }

    /// <summary>The baseline, then the candidate that is compared with it.</summary>
    public required IReadOnlyList<BackendRecord> Backends { get; init; }

    public BackendName Baseline => Backends[0].Name;

    public BackendName Candidate => Backends[1].Name;

    public string TitleOf(BackendName backend) => Backends.First(known => known.Name == backend).Title;

    /// <summary>The target triple.</summary>
    public required string Host { get; init; }

    /// <summary>Of a verdict, on this machine.</summary>
    public VerdictReach Reach { get; init; } = VerdictReach.Unknown;

    /// <summary>Legs of earlier sweeps; null: none are known or kept.</summary>
    public ReusedLegs? Reused { get; init; }

    public bool KeepWork { get; init; }
}
