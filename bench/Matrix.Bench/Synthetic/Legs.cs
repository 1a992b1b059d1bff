using Matrix.Results;

namespace Matrix.Bench.Synthetic;

/// <summary>What is particular of a leg.</summary>
internal sealed record LegDraft(LegName Leg)
{
    public int Attempt { get; init; } = 1;

    public LegOutcome Outcome { get; init; } = new LegOutcome.Passed();

    /// <summary>Of the phase that fails.</summary>
    public ProcessExit Exit { get; init; } = new ProcessExit.Exited(101);

    public TestCounts Tests { get; init; } = new();

    public IReadOnlyList<TestResult> FailedTests { get; init; } = [];

    public IReadOnlyList<Observation> Observations { get; init; } = [];

    /// <summary>Written only where something fails.</summary>
    public string? TestList { get; init; }
}

/// <summary>The legs of a crate, one after the other.</summary>
internal sealed class Legs(Scene scene)
{
    private static readonly (Phase Phase, double Share)[] Shares =
        [(Phase.Fetch, 0.01), (Phase.Build, 0.2), (Phase.TestBuild, 0.45), (Phase.Test, 0.14), (Phase.Doctest, 0.2)];

    private readonly List<LegResult> all = [];
    private readonly Draw draw = scene.Draw("legs");
    private DateTimeOffset next = scene.Start;

    public IReadOnlyList<LegResult> All => all;

    public double Seconds => (next - scene.Start).TotalSeconds;

    public Legs Add(LegDraft draft)
    {
        var phases = Phases(draft).ToArray();
        var seconds = phases.Sum(phase => phase.Seconds);
        var whole = draft.Attempt == 1;
        var isTested = whole && !draft.Leg.IsControl && phases[^1].Phase >= Phase.Test;
        all.Add(new LegResult
        {
            Crate = scene.Crate.Name,
            Leg = draft.Leg,
            Attempt = draft.Attempt,
            Outcome = draft.Outcome,
            Start = next,
            Seconds = seconds,
            Phases = phases,
            Targets = isTested ? [.. TestNames.Targets(scene.Crate).Select(target => Target(draft, target))] : [],
            Tests = draft.Tests,
            FailedTests = draft.FailedTests,
            TestList = draft.TestList,
            ArtefactBytes = isTested ? (long)(scene.Crate.ArtefactBytes * draw.Noise()) : 0,
            Units = !whole ? new() : new() { By = new Dictionary<string, int> { [draft.Leg.Backend.Value] = scene.Crate.Units } },
            Profile = whole ? scene.Crate.Profile : [],
            Observations = draft.Observations,
        });
        next = next.AddSeconds(seconds + 0.01);
        return this;
    }

    // A repeat builds nothing where a test failed, a control leg only the tests.
    private IEnumerable<PhaseResult> Phases(LegDraft draft)
    {
        var failed = draft.Outcome as LegOutcome.Failed;
        var failsBuild = failed?.Phase < Phase.Test;
        var first = draft.Attempt > 1 ? (failsBuild ? failed!.Phase : Phase.Test) : draft.Leg.IsControl ? Phase.TestBuild : Phase.Fetch;
        var last = failsBuild ? failed!.Phase : draft.Attempt > 1 || draft.Leg.IsControl ? Phase.Test : Phase.Doctest;
        return Shares.Where(share => share.Phase >= first && share.Phase <= last).Select(share => Result(draft, share.Phase, share.Share, failed?.Phase));
    }

    private PhaseResult Result(LegDraft draft, Phase phase, double share, Phase? failed) => new()
    {
        Phase = phase,
        Exit = phase == failed ? draft.Exit : new ProcessExit.Exited(0),
        Passed = phase != failed,
        Seconds = Seconds7(scene.Crate.Seconds / 2 * share * draw.Noise() * (draft.Leg.Backend == BackendName.Cranelift && phase < Phase.Test ? 0.75 : 1)),
        PeakMemoryBytes = phase is Phase.Fetch || draft.Attempt > 1 ? 0 : (200 + draw.Below(400)) << 20,
        Log = scene.Log(draft.Leg, phase, draft.Attempt),
        Command = Commands.Cargo(scene, draft.Leg, phase),
        Messages = phase is Phase.Build or Phase.TestBuild ? BuildLog.Messages(scene.Crate, phase) : [],
        Jobs = 2,
    };

    private TargetResult Target(LegDraft draft, string target)
    {
        var failed = draft.FailedTests.FirstOrDefault(test => test.Target == target);
        var isDoctest = target.StartsWith("doctest", StringComparison.Ordinal);
        return new TargetResult
        {
            Name = target,
            Harness = isDoctest ? TestHarness.Doctest : TestHarness.Libtest,
            Exit = failed?.Exit ?? new ProcessExit.Exited(0),
            Seconds = Seconds7(0.02 + draw.Share()),
            PeakMemoryBytes = draw.Below(300) << 20,
            HasSummary = failed is null,
            Command = Commands.Target(scene, draft.Leg, target),
            WorkingDirectory = $"{scene.Work(draft.Leg)}/source",
        };
    }

    // As a clock of 100 ns gives them.
    private static double Seconds7(double seconds) => Math.Round(seconds, 7);
}
