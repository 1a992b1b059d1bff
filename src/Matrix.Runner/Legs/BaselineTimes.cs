using System.Collections.Concurrent;
using Matrix.Results;
using Matrix.Runner.Classification;

namespace Matrix.Runner.Legs;

/// <summary>How long tests and targets took with the baseline, and so how long they may take with the candidate. From any thread.</summary>
internal sealed class BaselineTimes
{
    // What takes so many times as long is slow, and nothing more is learnt by waiting.
    private const double MostTimes = 20;

    // All tests of a target together are only cut short: each that was not done is run by itself.
    private const double TimesTogether = 3;

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongTogether = TimeSpan.FromMinutes(3);

    private readonly ConcurrentDictionary<TestId, double> seconds = [];

    /// <summary>A target that has just been run.</summary>
    public void Add(TargetRun run) => Add([run.Target], run.Tests);

    /// <summary>A leg that had run before.</summary>
    public void Add(LegEvidence leg) => Add(leg.Result.Targets, leg.Tests);

    private void Add(TestId test, double took) => seconds[test] = took;

    private void Add(IEnumerable<TargetResult> targets, IEnumerable<TestResult> tests)
    {
        foreach (var target in targets.Where(target => target.Exit is ProcessExit.Exited))
            Add(new TestId(target.Name, target.Name) { Package = target.Package }, target.Seconds);
        foreach (var test in tests)
        {
            if (test is { Outcome: TestOutcome.Passed, Seconds: { } took })
                Add(test.Id, took);
        }
    }

    /// <summary>For a test that runs alone, or an executable that is one test: from 1 min; up to 5 min 20 times, and at least 5 times, what it took.</summary>
    /// <returns>Null where nobody knows yet.</returns>
    public TimeSpan? LimitOf(TestId test) => Limit(test, SlowCode.LeastTimes, Long);

    /// <summary>For all tests of a target: from 1 min; up to 3 min 20 times, and at least 3 times, what they took.</summary>
    public TimeSpan? LimitTogether(TestId target) => Limit(target, TimesTogether, LongTogether);

    // Of what takes long with the baseline already, the least number of times says enough.
    private TimeSpan? Limit(TestId test, double least, TimeSpan longest)
    {
        if (!seconds.TryGetValue(test, out var took))
            return null;

        var limit = Math.Min(MostTimes * took, Math.Max(longest.TotalSeconds, least * took));
        return TimeSpan.FromSeconds(Math.Max(Shortest.TotalSeconds, limit));
    }
}
