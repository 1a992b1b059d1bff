using Matrix.Report.History;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Issues.Plan;

/// <summary>Keeps a broken toolchain from becoming a hundred issues.</summary>
internal static class RegressionGuard
{
    /// <summary>Of fewer, a quarter is one.</summary>
    public const int FewCrates = 8;

    // Nobody knows what a first sweep will find; but where hardly anything works, it found something else.
    private const int FirstGuard = 75;

    /// <returns>Why nothing is to be written; null: nothing speaks against it.</returns>
    public static string? Objection(PlanFacts facts, IssuePolicy policy)
    {
        if (facts.Newer is { } newer)
            return $"the history holds a newer sweep, of {newer.UtcDateTime:yyyy-MM-dd}: issues say what the newest shows";

        var (sweep, history) = (facts.Sweep, HealthySweeps.Of(facts.History, policy.Guard));
        var most = history.HasPast ? policy.Guard : Math.Max(policy.Guard, FirstGuard);
        foreach (var platform in sweep.Platforms)
        {
            if (sweep.RunsOn(platform).FirstOrDefault(run => run.Candidate.Probe is null) is { } dead)
                return $"on {Platforms.Words(platform)} the probe crate did not come to its end ({dead.Manifest.Toolchain.Rustc}): the toolchain may be broken";

            var judged = sweep.Crates.Select(crate => crate.On(platform)).OfType<PlatformResult>().Where(result => result.Standing != Standing.Unsaid).ToList();
            var broke = judged.Count(result => Broke(result, history));
            if (judged.Count >= FewCrates && broke * 100 > most * judged.Count)
                return $"on {Platforms.Words(platform)} {broke:#,0} of {judged.Count:#,0} crates broke at once, more than {most} %: the toolchain may be broken, or the sweep";
        }

        return null;
    }

    // What a list expects is no surprise, and a first sweep has nothing to be compared with but its list.
    private static bool Broke(PlatformResult result, SweepHistory history) =>
        result is { Standing: Standing.Fails, Verdict.Expectation: not { State: ExpectationState.Met } }
        && history.LastJudged(result.Verdict.Crate, result.Platform) is not { Standing: Standing.Fails };
}

/// <summary>
/// What a sweep is compared with to see whether its toolchain is broken: the sweeps without those in which one was. Else the second that breaks as
/// much would find nothing new in it.
/// </summary>
internal static class HealthySweeps
{
    /// <param name="guard">Per cent of a platform's crates that may break at once.</param>
    public static SweepHistory Of(SweepHistory history, int guard)
    {
        var (trusted, standings) = (new List<HistorySweep>(), new Dictionary<(int Platform, int Crate), Standing>());
        foreach (var sweep in history.Sweeps.SkipLast(1))
        {
            var judgements = Judgements(sweep, history.Numbers).ToList();
            if (judgements.GroupBy(judgement => judgement.Place.Platform).Any(onPlatform => IsBroken(onPlatform, standings, guard)))
                continue;

            trusted.Add(sweep);
            foreach (var (place, standing) in judgements)
                standings[place] = standing;
        }

        return new SweepHistory([.. trusted, history.Present], history.Numbers);
    }

    // Of crates that nobody had judged before, nobody knows whether they broke.
    private static bool IsBroken(IEnumerable<((int, int) Place, Standing Now)> judgements, Dictionary<(int, int), Standing> before, int guard)
    {
        var known = judgements.Where(judgement => before.ContainsKey(judgement.Place)).ToList();
        var broke = known.Count(judgement => judgement.Now == Standing.Fails && before[judgement.Place] == Standing.Works);
        return known.Count >= RegressionGuard.FewCrates && broke * 100 > guard * known.Count;
    }

    private static IEnumerable<((int Platform, int Crate) Place, Standing Now)> Judgements(HistorySweep sweep, HistoryNumbers numbers) =>
        from platform in numbers.Platforms.All
        where sweep.Covers(platform.Value)
        from crate in numbers.Crates.All
        let standing = sweep.Standing(platform.Value, crate.Value)
        where standing is Standing.Works or Standing.Fails
        select ((platform.Value, crate.Value), standing.Value);
}
