using System.Text.Json.Serialization;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Exports;

/// <summary><c>matrix.json</c>: all that the pages say, for programs. <c>matrix.schema.json</c> beside it describes it.</summary>
internal sealed record MatrixDocument
{
    /// <summary>Raised when a reader of the old format would misread the new one; what is only added does not raise it.</summary>
    public const int CurrentFormat = 1;

    [JsonPropertyName("$schema")]
    public string Schema { get; } = "matrix.schema.json";

    public int Format { get; } = CurrentFormat;

    public required string Generator { get; init; }

    public required DateTimeOffset Start { get; init; }

    public required IReadOnlyList<RunEntry> Runs { get; init; }

    public required MissingEntry Missing { get; init; }

    /// <summary>What A/A sweeps came to; counted nowhere else.</summary>
    public required IReadOnlyList<NoiseEntry> Noise { get; init; }

    /// <summary>All platforms together: a crate fails where it fails on one.</summary>
    public required TallyEntry Readiness { get; init; }

    public required IReadOnlyDictionary<string, PlatformEntry> Platforms { get; init; }

    public required IReadOnlyList<GoalEntry> Goals { get; init; }

    /// <summary>What would unlock most comes first.</summary>
    public required IReadOnlyList<CauseEntry> Causes { get; init; }

    /// <summary>What only unlocks crates when it is fixed together; what would unlock most comes first.</summary>
    public required IReadOnlyList<FixSetEntry> Together { get; init; }

    public required IReadOnlyList<IntrinsicEntry> Ledger { get; init; }

    /// <summary>Since each crate was last judged.</summary>
    public required IReadOnlyList<ChangeEntry> Changes { get; init; }

    /// <summary>The oldest first, this one last.</summary>
    public required IReadOnlyList<SweepEntry> Sweeps { get; init; }

    public required IReadOnlyList<SpeedEntry> Speed { get; init; }

    /// <summary>By name.</summary>
    public required IEnumerable<ExportedCrate> Crates { get; init; }
}

internal sealed record RunEntry(
    string Platform, string? Shard, DateTimeOffset Start, DateTimeOffset? End, string Toolchain, string? CommitDate, string BackendSha256, string? Cranelift, string List,
    string ListSha256, int Selected, string Isolation);

internal sealed record MissingEntry(IReadOnlyList<string> Unreadable, IReadOnlyList<string> Shards, IReadOnlyDictionary<string, IReadOnlyList<string>> WithoutVerdict);

internal sealed record NoiseEntry(string Platform, DateOnly Day, int Crates, IReadOnlyList<string> Accused, int Flaky, int Inconclusive);

/// <param name="Share">Works of works and fails, from 0 to 1.</param>
/// <param name="WeightedShare">The same, each crate by its downloads.</param>
internal sealed record TallyEntry(int Works, int Fails, int Unsaid, double? Share, double? WeightedShare);

internal sealed record PlatformEntry(TallyEntry Readiness, IReadOnlyDictionary<string, int> Verdicts);

/// <param name="Crates">That it stops on any platform.</param>
internal sealed record GoalEntry(Goal Goal, IReadOnlyList<string> Classes, int Crates, IReadOnlyDictionary<string, GoalPlatformEntry> Platforms);

/// <param name="Since">The start of the sweep since which it has stopped crates without a break.</param>
internal sealed record GoalPlatformEntry(int Crates, DateTimeOffset? Since);

internal sealed record CauseEntry(
    string Id, FailureClass Class, string? Subclass, string Signature, Goal Goal, IReadOnlyList<string> Platforms, IReadOnlyList<string> Crates, IReadOnlyList<string> Unlocks,
    long UnlockedDownloads, int Tests, ReproducerEntry Try, DateTimeOffset FirstSeen);

/// <param name="Unlocks">Beyond what each of the fixes unlocks by itself.</param>
internal sealed record FixSetEntry(IReadOnlyList<FixPartEntry> Parts, IReadOnlyList<string> Unlocks, long UnlockedDownloads);

/// <param name="Name">Of a family; of a cause that stands alone class and subclass.</param>
/// <param name="Causes">Their ids.</param>
internal sealed record FixPartEntry(string Name, IReadOnlyList<string> Causes);

internal sealed record ReproducerEntry(string Crate, string Platform, string? Package, string? Target, string? Test);

internal sealed record IntrinsicEntry(string Intrinsic, string Package, string Target, int Warned, int Linked, int Hit, int Unlocks, IReadOnlyList<string> Crates);

internal sealed record ChangeEntry(string Kind, string Crate, string Platform, DateTimeOffset? Before);

internal sealed record SweepEntry(DateTimeOffset Start, IReadOnlyList<string> Toolchains, TallyEntry Readiness, IReadOnlyDictionary<string, TallyEntry> Platforms);

internal sealed record SpeedEntry(string Crate, string Platform, int Rounds, SpeedSideEntry? Clean, SpeedSideEntry? Rebuild, string? Failure);

/// <param name="Llvm">Median seconds.</param>
/// <param name="Ratio">Median of Cranelift's time in LLVM's, round by round.</param>
internal sealed record SpeedSideEntry(double Llvm, double Cranelift, double Ratio, double Least, double Most);

internal sealed record ExportedCrate(
    string Name, string Page, string Standing, long? Downloads, int? Tier, IReadOnlyList<string> Tags, SourceRecord? Source, string? Commit,
    IReadOnlyDictionary<string, ResultEntry> Results);

/// <param name="Targets">That do not compile with LLVM either.</param>
/// <param name="Tests">That fail with LLVM too.</param>
internal sealed record NotComparedEntry(int Targets, int OfTargets, int Tests, int OfTests);

internal sealed record ResultEntry
{
    public required VerdictKind Verdict { get; init; }

    public required string Standing { get; init; }

    public required string Reason { get; init; }

    /// <summary>The start of the sweep since which it fails.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    public required IReadOnlyList<ResultCauseEntry> Causes { get; init; }

    public required int TestsThatDiffer { get; init; }

    public NotComparedEntry? NotCompared { get; init; }

    /// <summary>Unsupported intrinsics that no test ran into; null: none.</summary>
    public IReadOnlyList<TrapInReach>? InReach { get; init; }

    public TestCounts? Llvm { get; init; }

    public TestCounts? Cranelift { get; init; }

    /// <summary>Seconds.</summary>
    public PairEntry? Build { get; init; }

    /// <summary>Seconds.</summary>
    public PairEntry? Test { get; init; }

    /// <summary>Bytes.</summary>
    public PairEntry? Size { get; init; }

    public ExpectationState? Expectation { get; init; }

    public double Seconds { get; init; }

    public DateTimeOffset? CarriedOver { get; init; }
}

/// <param name="Id">Among all causes; null where it is not Cranelift's.</param>
/// <param name="Evidence">The first lines.</param>
internal sealed record ResultCauseEntry(
    FailureClass Class, string? Subclass, string? Id, string Rule, Confidence Confidence, string? Package, int Tests, IReadOnlyList<Evidence> Evidence)
{
    /// <summary>What one change would mend together.</summary>
    public string? Family { get; init; }

    /// <summary>What a processor must be able to do to run into it.</summary>
    public IReadOnlyList<string>? Needs { get; init; }
}

/// <param name="Ratio">Cranelift's part in LLVM's; null where the two cannot be compared.</param>
internal sealed record PairEntry(double? Llvm, double? Cranelift, double? Ratio);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower,
    DictionaryKeyPolicy = JsonKnownNamingPolicy.Unspecified,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MatrixDocument))]
internal sealed partial class MatrixJson : JsonSerializerContext;
