using Matrix.Results;
using Matrix.Runner.Legs;

namespace Matrix.Runner.Verdicts;

/// <summary>
/// A test that Cranelift's code was not done with when its time was up, though it did nothing but work, and that LLVM's code passes in a small part
/// of that processor time. The kernel counts processor time, so neither a busy machine nor a test that waits is taken for it.
/// </summary>
/// <param name="CandidateSeconds">Processor time until it was ended.</param>
/// <param name="BaselineSeconds">Processor time that LLVM's code needs, by itself too.</param>
internal sealed record SlowCode(double CandidateSeconds, double BaselineSeconds)
{
    // Who waits for a clock, a lock or a turn does not work for most of the time.
    private const double LeastShareOfWork = 0.5;

    // Below it the clock of the kernel decides.
    private const double LeastSeconds = 0.1;

    // What would take longer still may as well have no end.
    private const double MostTimesToBelieve = 1000;

    /// <summary>At least so many times as long.</summary>
    public double Times => CandidateSeconds / BaselineSeconds;

    public Confidence Confidence => Times <= MostTimesToBelieve ? Confidence.Proven : Confidence.Likely;

    /// <summary>Null where it is none, or nothing proves it.</summary>
    public static SlowCode? Of(CrateComparison legs, TestId test)
    {
        List<TestResult> candidate = [.. legs.Candidate.RunsOf(test)];
        List<TestResult> baseline = [.. legs.Baseline.RunsOf(test)];
        if (candidate.Exists(run => run.Outcome == TestOutcome.Passed) || baseline.Exists(run => run.Outcome != TestOutcome.Passed))
            return null;

        var worked = candidate.Where(run => run.Exit is ProcessExit.TimedOut { Seconds: var limit } && run.CpuSeconds >= LeastShareOfWork * limit).Max(run => run.CpuSeconds);
        var needed = baseline.Max(run => run.CpuSeconds);
        return worked is { } burned && needed is { } done && new SlowCode(burned, Math.Max(done, LeastSeconds)) is { Times: >= BaselineTimes.SlowFromTimes } slow ? slow : null;
    }
}
