using System.Collections.Concurrent;
using Matrix.Results;

namespace Matrix.Runner.Legs;

/// <summary>How long tests and targets took with the baseline, and so how long they may take with the candidate. From any thread.</summary>
internal sealed class BaselineTimes
{
    /// <summary>So many times the baseline's processor time are more than luck, load and caches explain.</summary>
    public const double SlowFromTimes = 5;

    // What takes so many times as long is slow, and nothing more is learnt by waiting.
    private const double MostTimes = 20;

    // All tests of a target together are only cut short: each that was not done is run by itself.
    private const double TimesTogether = 2;

    // By itself a test needs less time than among others, by how much only processor time tells; somewhat more than what proves slow code.
    private const double TimesOfWork = 1.2 * SlowFromTimes;
    private const double LeastTimesAlone = 3;

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongTogether = TimeSpan.FromMinutes(3);

    private readonly ConcurrentDictionary<TestId, Took> known = [];

    /// <summary>A target that has just been run.</summary>
    public void Add(TargetRun run) => Add([run.Target], run.Tests, ShareOfWork(run));

    /// <summary>A leg that had run before.</summary>
    public void Add(LegEvidence leg) => Add(leg.Result.Targets, leg.Tests, shareOfWork: 1);

    private void Add(IEnumerable<TargetResult> targets, IEnumerable<TestResult> tests, double shareOfWork)
    {
        foreach (var target in targets.Where(target => target.Exit is ProcessExit.Exited))
            known[new TestId(target.Name, target.Name) { Package = target.Package }] = new Took(target.Seconds, shareOfWork);
        foreach (var test in tests)
        {
            if (test is { Outcome: TestOutcome.Passed, Seconds: { } seconds })
                known[test.Id] = new Took(seconds, shareOfWork);
        }
    }

    // Among as many others as there are processors, or beside another leg, a test has one for a part of its time.
    private static double ShareOfWork(TargetRun run) =>
        run.Tests.Sum(test => test.Seconds ?? 0) is > 0 and var taken ? Math.Min(1, run.Ended.CpuTime.TotalSeconds / taken) : 1;

    /// <summary>
    /// For a test that runs alone, or an executable that is one test: from 1 min; up to 5 min 20 times what it took; where that is more, 6 times the
    /// processor time that it is likely to have needed, and at least 3 times what it took.
    /// </summary>
    /// <returns>Null where nobody knows yet.</returns>
    public TimeSpan? LimitOf(TestId test) => Limit(test, took => Math.Max(LeastTimesAlone, TimesOfWork * took.ShareOfWork), Long);

    /// <summary>For all tests of a target: from 1 min; up to 3 min 20 times, and at least twice, what they took.</summary>
    public TimeSpan? LimitTogether(TestId target) => Limit(target, _ => TimesTogether, LongTogether);

    // Of what takes long with the baseline already, the least number of times says enough.
    private TimeSpan? Limit(TestId test, Func<Took, double> least, TimeSpan longest)
    {
        if (!known.TryGetValue(test, out var took))
            return null;

        var limit = Math.Min(MostTimes * took.Seconds, Math.Max(longest.TotalSeconds, least(took) * took.Seconds));
        return TimeSpan.FromSeconds(Math.Max(Shortest.TotalSeconds, limit));
    }

    /// <param name="Seconds">Wall time.</param>
    /// <param name="ShareOfWork">0 to 1: how much of it was processor time, of the whole target.</param>
    private readonly record struct Took(double Seconds, double ShareOfWork);
}
