using Matrix.Results;
using Matrix.Runner.Legs;

namespace Matrix.Runner.Classification;

/// <summary>All that was run for a crate and is compared: both legs, and what was repeated of each.</summary>
internal sealed record CrateLegs(Side Llvm, Side Cranelift);

/// <summary>One backend's leg with its repeats.</summary>
internal sealed record Side(FinishedLeg Leg, IReadOnlyList<FinishedLeg> Repeats)
{
    public LegOutcome Outcome => Leg.Result.Outcome;

    /// <summary>The phase it failed at; null where it passed.</summary>
    public Phase? FailedPhase => (Outcome as LegOutcome.Failed)?.Phase;

    /// <summary>It did not get as far as running tests.</summary>
    public bool DidNotBuild => FailedPhase is Phase.Fetch or Phase.Build or Phase.TestBuild;

    /// <summary>What each run of a test came to, the first one first.</summary>
    public IEnumerable<TestOutcome> OutcomesOf(TestId test) => RunsOf(test).Select(result => result.Outcome);

    public IEnumerable<TestResult> RunsOf(TestId test) =>
        Runs.SelectMany(run => run.Tests).Where(result => result.Id == test);

    /// <summary>What a test printed, from the run that shows most: alone, else with the others.</summary>
    public IEnumerable<TestTrace> TracesOf(TestId test) =>
        Runs.Reverse().Select(run => run.Findings.Traces.GetValueOrDefault(test)).OfType<TestTrace>();

    public IEnumerable<Observation> Observations => Runs.SelectMany(run => run.Findings.Observations);

    private IEnumerable<FinishedLeg> Runs => Repeats.Prepend(Leg);
}
