using System.Text.Json.Serialization;

namespace Matrix.Results;

[JsonConverter(typeof(JsonStringEnumConverter<VerdictKind>))]
public enum VerdictKind
{
    /// <summary>Both legs pass, test by test.</summary>
    [JsonStringEnumMemberName("compatible")] Compatible,

    /// <summary>LLVM passes and Cranelift fails, repeatably.</summary>
    [JsonStringEnumMemberName("regressed")] Regressed,

    /// <summary>Cranelift passes and LLVM fails, repeatably.</summary>
    [JsonStringEnumMemberName("improved")] Improved,

    /// <summary>Fails with LLVM too, at the same phase and the same tests: nothing is said about Cranelift.</summary>
    [JsonStringEnumMemberName("broken")] Broken,

    /// <summary>Fails with LLVM too, but Cranelift fails more.</summary>
    [JsonStringEnumMemberName("partly-broken")] PartlyBroken,

    /// <summary>A leg disagrees with itself.</summary>
    [JsonStringEnumMemberName("flaky")] Flaky,

    /// <summary>An environmental failure on a side, or no second answer when repeated; never counted for or against.</summary>
    [JsonStringEnumMemberName("inconclusive")] Inconclusive,

    /// <summary>Both pass, but not the same set of tests ran.</summary>
    [JsonStringEnumMemberName("unequal")] Unequal,

    /// <summary>A leg did not test what it claims: some unit was compiled by the other backend.</summary>
    [JsonStringEnumMemberName("invalid")] Invalid,

    /// <summary>Not run, with the reason.</summary>
    [JsonStringEnumMemberName("skipped")] Skipped,
}

[JsonConverter(typeof(JsonStringEnumConverter<Confidence>))]
public enum Confidence
{
    /// <summary>The text can come from nowhere else, or both legs together prove it.</summary>
    [JsonStringEnumMemberName("proven")] Proven,

    /// <summary>The text has look-alikes, but LLVM passes and the failure repeats.</summary>
    [JsonStringEnumMemberName("likely")] Likely,

    /// <summary>What is left when nothing else explains it.</summary>
    [JsonStringEnumMemberName("suspected")] Suspected,
}

/// <summary>One line of <c>verdicts.jsonl</c>: what the legs together say of a crate.</summary>
public sealed record Verdict
{
    public required string Crate { get; init; }

    /// <summary>What was compared with the baseline.</summary>
    public required BackendName Candidate { get; init; }

    [JsonPropertyName("verdict")]
    public required VerdictKind Kind { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Reason { get; init; }

    /// <summary>The surest cause first, among equals the one that most tests fail for. Empty where the verdict needs none.</summary>
    public IReadOnlyList<Cause> Causes { get; init => field = value ?? []; } = [];

    /// <summary>Tests that the two legs disagree on.</summary>
    public IReadOnlyList<TestDifference> Tests { get; init => field = value ?? []; } = [];

    /// <summary>What fails with LLVM too, so that nothing of it was compared; null: all was.</summary>
    public NotCompared? NotCompared { get; init; }

    /// <summary>Unsupported intrinsics that were compiled into the crate or what it needs, and that no test ran into; empty also where nobody looked.</summary>
    public IReadOnlyList<TrapInReach> InReach { get; init => field = value ?? []; } = [];

    /// <summary>What of the crate's own settings was left out in the legs that decided; null: nothing.</summary>
    [JsonPropertyName("relaxation")]
    public Workaround? Workaround { get; init; }

    /// <summary>Keys of the crate's own cargo configuration and profiles that both legs had to leave out, <c>file: key</c>.</summary>
    public IReadOnlyList<string> LeftOut { get; init => field = value ?? []; } = [];

    /// <summary>What the list expected, and whether it came.</summary>
    public Expectation? Expectation { get; init; }

    /// <summary>Start of the earlier sweep whose legs it rests on, the oldest of them; null where some leg was run.</summary>
    public DateTimeOffset? CarriedOver { get; init; }

    /// <summary>The commit that was checked out; null for a local path.</summary>
    public string? Commit { get; init; }

    /// <summary>When it was committed, and the first line of what was said of it; null where nobody can tell.</summary>
    public CommitRecord? Committed { get; init; }

    /// <summary>Where the source came from; null for a local path.</summary>
    public SourceRecord? Source { get; init; }

    /// <summary>Where the lock file came from that both legs used.</summary>
    public LockFileOrigin LockFile { get; init; }

    /// <summary>Copies of what a crate's entry said that a report weighs by.</summary>
    public int? Tier { get; init; }

    public long? Downloads { get; init; }

    public IReadOnlyList<string> Tags { get; init => field = value ?? []; } = [];

    /// <summary>Wall time of everything done for the crate.</summary>
    public double Seconds { get; init; }

    [JsonIgnore]
    public Cause? MainCause => Causes.Count > 0 ? Causes[0] : null;
}

/// <summary>What fails with LLVM too, with whatever backend: nothing of it is said of Cranelift.</summary>
/// <param name="Targets">That do not compile, or need one that does not.</param>
/// <param name="OfTargets">How many the crate has that <c>cargo test</c> builds to run, with them.</param>
/// <param name="Tests">That fail, of all that ran.</param>
/// <param name="OfTests">How many ran with LLVM, with them; those of <paramref name="Targets"/> nobody knows.</param>
public sealed record NotCompared(IReadOnlyList<UnbuiltTarget> Targets, int OfTargets, IReadOnlyList<TestId> Tests, int OfTests);

/// <summary>An unsupported intrinsic that is in the way of who calls the code that has it: in its place stands a trap.</summary>
/// <param name="Packages">That were compiled with it, <c>name version</c>; at least one.</param>
/// <param name="IsLinked">It is in a test executable, or in a program of the package.</param>
/// <param name="Needs">What a processor must be able to do to get there, as rustc calls it; one of the names in an item with <c>|</c>. Empty: nobody knows.</param>
/// <param name="IsHere">The processor that the tests ran on is able to.</param>
public sealed record TrapInReach(
    string Intrinsic,
    IReadOnlyList<string> Packages,
    [property: JsonPropertyName("linked")] bool IsLinked,
    IReadOnlyList<string> Needs,
    [property: JsonPropertyName("here")] bool IsHere);

/// <summary>Causes that one change in the backend would mend.</summary>
/// <param name="Name">For people: <c>x86 SSE2</c>.</param>
/// <param name="Subclasses">Of its class, all that belong to it; <c>*</c> stands for any text.</param>
public sealed record CauseFamily(string Name, IReadOnlyList<string> Subclasses);

/// <summary>What a person needs, beside the commit, to build the same.</summary>
/// <param name="Git">As in the crates list.</param>
/// <param name="Directory">Where the package's Cargo.toml is, relative to the checkout.</param>
/// <param name="Features">Added to the default ones, unless <paramref name="NoDefaultFeatures"/>.</param>
public sealed record SourceRecord(string Git, string Directory, IReadOnlyList<string> Features, bool NoDefaultFeatures);

/// <summary>Why the candidate leg failed: never without evidence.</summary>
public sealed record Cause
{
    public required FailureClass Class { get; init; }

    public string? Subclass { get; init; }

    /// <summary>Id of the rule that decided.</summary>
    public required string Rule { get; init; }

    public required Confidence Confidence { get; init; }

    public required IReadOnlyList<Evidence> Evidence { get; init; }

    /// <summary>The normalised fingerprint of the failure: the same for the same cause in any crate.</summary>
    public required string Signature { get; init; }

    /// <summary>The tests that fail for it; empty where a build does.</summary>
    public IReadOnlyList<TestId> Tests { get; init => field = value ?? []; } = [];

    /// <summary>The package at fault, <c>name version</c>, where it is not the crate itself.</summary>
    public string? Package { get; init; }

    /// <summary>Where the rule that decided says that it is tracked; null: it says nothing.</summary>
    public Upstream? Upstream { get; init; }

    /// <summary>What else the same change would mend; null: it stands alone.</summary>
    public CauseFamily? Family { get; init; }

    /// <summary>As of <see cref="TrapInReach.Needs"/>: on other processors the tests may not run into it.</summary>
    public IReadOnlyList<string> Needs { get; init => field = value ?? []; } = [];

    /// <summary>It only shows once the cause before it is out of the way.</summary>
    [JsonPropertyName("behind")]
    public bool Masked { get; init; }
}

/// <summary>A test that came out differently. Null: the side does not have the test.</summary>
public sealed record TestDifference(string Target, string Name, TestOutcome? Baseline, TestOutcome? Candidate, LogLine? Log = null)
{
    /// <summary>As of <see cref="TestId.Package"/>.</summary>
    public string? Package { get; init; }

    [JsonIgnore]
    public TestId Id => new(Target, Name) { Package = Package };

    /// <summary>As of <see cref="TestResult.Started"/>.</summary>
    public IReadOnlyList<string>? Started { get; init; }

    /// <summary>How it has to be run to show what it does; null: by itself, or in any manner.</summary>
    public RunManner? Manner { get; init; }

    /// <summary>What became of it with <c>panic=abort</c>; null where it was not controlled.</summary>
    public TestOutcome? BaselineAbort { get; init; }

    public TestOutcome? CandidateAbort { get; init; }

    /// <summary>How often it failed, where its runs disagree.</summary>
    public FailureRate? BaselineRate { get; init; }

    public FailureRate? CandidateRate { get; init; }

    /// <summary>Wall time in seconds of the first run on each side, where the harness gives it.</summary>
    public double? BaselineSeconds { get; init; }

    public double? CandidateSeconds { get; init; }
}

/// <param name="Failed">How often it failed.</param>
/// <param name="Runs">Of how many runs.</param>
public readonly record struct FailureRate(int Failed, int Runs)
{
    public override string ToString() => $"{Failed} of {Runs}";
}

[JsonConverter(typeof(JsonStringEnumConverter<LockFileOrigin>))]
public enum LockFileOrigin
{
    [JsonStringEnumMemberName("none")] None,
    [JsonStringEnumMemberName("crate")] Crate,
    [JsonStringEnumMemberName("generated")] Generated,
}

[JsonConverter(typeof(JsonStringEnumConverter<ExpectationState>))]
public enum ExpectationState
{
    /// <summary>It came as the list says.</summary>
    [JsonStringEnumMemberName("met")] Met,

    /// <summary>It came otherwise.</summary>
    [JsonStringEnumMemberName("unmet")] Unmet,

    /// <summary>The entry's date is past, so it no longer excuses anything.</summary>
    [JsonStringEnumMemberName("expired")] Expired,
}

/// <summary>An <c>expect</c> entry of the list that applied here.</summary>
public sealed record Expectation(
    ExpectationState State, VerdictKind Verdict, FailureClass? Class, string? Subclass, string? Issue, string? Reason, DateOnly? Until);
