using System.Text.Json.Serialization;

namespace Matrix.Results;

/// <summary>One line of <c>legs.jsonl</c>: a leg, or a repeat of what failed in it.</summary>
public sealed record LegResult
{
    public required string Crate { get; init; }

    public required LegName Leg { get; init; }

    /// <summary>1 for the leg itself, from 2 for the repeats of what failed.</summary>
    public int Attempt { get; init; } = 1;

    public required LegOutcome Outcome { get; init; }

    /// <summary>Start of the sweep that ran it, where that was an earlier one: nothing had changed since; null: it was run.</summary>
    public DateTimeOffset? CarriedOver { get; init; }

    /// <summary>It had run out of memory beside other crates' legs, and all else here is of its second run; null: it had enough.</summary>
    public AloneAfter? AloneAfter { get; init; }

    public DateTimeOffset Start { get; init; }

    /// <summary>Wall time of the whole leg.</summary>
    public double Seconds { get; init; }

    public IReadOnlyList<PhaseResult> Phases { get; init => field = value ?? []; } = [];

    /// <summary>The test executables and the doctest run, in the order they ran.</summary>
    public IReadOnlyList<TargetResult> Targets { get; init => field = value ?? []; } = [];

    /// <summary>Targets that did not compile: all else was built and run without them.</summary>
    public IReadOnlyList<UnbuiltTarget> Unbuilt { get; init => field = value ?? []; } = [];

    public TestCounts Tests { get; init => field = value ?? new(); } = new();

    /// <summary>Those that failed or were not run.</summary>
    public IReadOnlyList<TestResult> FailedTests { get; init => field = value ?? []; } = [];

    /// <summary>Every test of the leg, a JSON line each (<see cref="TestResult"/>), gzip; relative to the results directory.</summary>
    public string? TestList { get; init; }

    /// <summary>Sum of the sizes of the executables and libraries of the package itself, in bytes.</summary>
    public long ArtefactBytes { get; init; }

    public CompiledUnits Units { get; init => field = value ?? new(); } = new();

    /// <summary>The crate's own profile as rustc was told it: <c>opt-level=3</c>, <c>lto=fat</c>, ….</summary>
    public IReadOnlyList<string> Profile { get; init => field = value ?? []; } = [];

    /// <summary>How the tests of a repeat were run; null of the leg itself.</summary>
    public RunManner? Manner { get; init; }

    /// <summary>Where two sources that must agree do not, in words. With one of these the leg proves nothing.</summary>
    public IReadOnlyList<string> Contradictions { get; init => field = value ?? []; } = [];

    /// <summary>What known causes left in the logs.</summary>
    public IReadOnlyList<Observation> Observations { get; init => field = value ?? []; } = [];

    public PhaseResult? Phase(Phase phase) => Phases.FirstOrDefault(result => result.Phase == phase);
}

/// <summary>Why a leg was run again with nothing beside it.</summary>
/// <param name="Phase">Where it ran out of memory.</param>
/// <param name="LimitBytes">What it had then.</param>
/// <param name="Seconds">How long that run took.</param>
/// <param name="AloneBytes">What it had alone.</param>
public sealed record AloneAfter(Phase Phase, long LimitBytes, double Seconds, long AloneBytes);

public sealed record PhaseResult
{
    public required Phase Phase { get; init; }

    /// <summary>Of the phase's process; of the worst one where the phase has several.</summary>
    public required ProcessExit Exit { get; init; }

    public required bool Passed { get; init; }

    public double Seconds { get; init; }

    /// <summary>Processor time in seconds that its tests needed at the least; what was cut short and then ran alone counts once. Null of a phase that builds.</summary>
    public double? CpuSeconds { get; init; }

    /// <summary>The most that the process tree held at once (sampled), or its largest process, whichever is more.</summary>
    public long PeakMemoryBytes { get; init; }

    /// <summary>Relative to the results directory.</summary>
    public required string Log { get; init; }

    /// <summary>The program and its arguments; for the test phase empty, see <see cref="TargetResult.Command"/>.</summary>
    public IReadOnlyList<string> Command { get; init => field = value ?? []; } = [];

    /// <summary>Which lines of the log are compiler messages, and of which package; the first 2,000.</summary>
    public IReadOnlyList<PackageMessage> Messages { get; init => field = value ?? []; } = [];

    /// <summary>How many compiler processes cargo was allowed.</summary>
    public int Jobs { get; init; }

    /// <summary>A process of it was still there when it ended, or kept its output open, and was killed.</summary>
    public bool Leaked { get; init; }
}

/// <summary>A test executable, or the doctest run of a library.</summary>
public sealed record TargetResult
{
    /// <summary>As of <see cref="TestId.Package"/>.</summary>
    public string? Package { get; init; }

    /// <summary>As cargo names it: <c>lib memchr</c>, <c>bin tool</c>, <c>test it</c>, <c>doctest memchr</c>.</summary>
    public required string Name { get; init; }

    public required TestHarness Harness { get; init; }

    public required ProcessExit Exit { get; init; }

    public double Seconds { get; init; }

    public long PeakMemoryBytes { get; init; }

    /// <summary>The harness said how many tests passed and failed; false when it died before.</summary>
    public bool HasSummary { get; init; }

    public IReadOnlyList<string> Command { get; init => field = value ?? []; } = [];

    public string? WorkingDirectory { get; init; }
}

/// <summary>A test, an example, a benchmark, a program or the library's own tests that did not compile, or that needs one which did not.</summary>
public sealed record UnbuiltTarget
{
    /// <summary>As of <see cref="TestId.Package"/>.</summary>
    public string? Package { get; init; }

    /// <summary>As cargo names it: <c>test set</c>, <c>example show</c>, <c>lib memchr</c> for the library's own tests.</summary>
    public required string Name { get; init; }

    /// <summary>Where it failed first.</summary>
    public required Phase Phase { get; init; }

    /// <summary>The target that it needs and that did not compile, <c>bin tool</c>; null: it does not compile itself.</summary>
    public string? Needs { get; init; }

    /// <summary>The compiler's first error; where it printed none, how it ended.</summary>
    public required Evidence Evidence { get; init; }

    /// <summary>The target as a whole.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public TestId Id => new(Name, Name) { Package = Package };
}

/// <summary>Counts of tests; each test is in exactly one.</summary>
public sealed record TestCounts(int Passed = 0, int Failed = 0, int Ignored = 0, int NotRun = 0)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public int Total => Passed + Failed + Ignored + NotRun;

    public static TestCounts Of(IEnumerable<TestResult> tests)
    {
        var counts = tests.CountBy(test => test.Outcome).ToDictionary();
        return new TestCounts(
            counts.GetValueOrDefault(TestOutcome.Passed),
            counts.GetValueOrDefault(TestOutcome.Failed),
            counts.GetValueOrDefault(TestOutcome.Ignored),
            counts.GetValueOrDefault(TestOutcome.NotRun));
    }
}

/// <summary>How many units (rustc and rustdoc calls that generate code) each backend compiled, from the recorded command lines.</summary>
public sealed record CompiledUnits
{
    /// <summary>By the backend's name, those that compiled something.</summary>
    public IReadOnlyDictionary<string, int> By { get; init => field = value ?? new Dictionary<string, int>(); } = new Dictionary<string, int>();

    /// <summary>Those of them that were not compiled in the leg, but for all crates that share them.</summary>
    public int Shared { get; init; }

    public int Of(BackendName backend) => By.GetValueOrDefault(backend.Value);

    /// <summary>Units that the leg's backend should have compiled and did not, <c>package version unit</c>; at most 20 are named.</summary>
    public IReadOnlyList<string> Wrong { get; init => field = value ?? []; } = [];
}

/// <summary>What a leg came to. Only failing cases carry a reason.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Passed), "passed")]
[JsonDerivedType(typeof(Failed), "failed")]
[JsonDerivedType(typeof(Unusable), "unusable")]
[JsonDerivedType(typeof(NotRun), "not-run")]
public abstract record LegOutcome
{
    private LegOutcome()
    {
    }

    public sealed record Passed : LegOutcome;

    /// <param name="Phase">The first phase that failed.</param>
    /// <param name="Environmental">The machine, the network or a limit is to blame, so nothing is said of the crate.</param>
    public sealed record Failed(Phase Phase, bool Environmental) : LegOutcome;

    /// <summary>The leg did not test what it claims to.</summary>
    /// <param name="Reason">In words.</param>
    public sealed record Unusable(string Reason) : LegOutcome;

    /// <param name="Reason">In words.</param>
    public sealed record NotRun(string Reason) : LegOutcome;
}
