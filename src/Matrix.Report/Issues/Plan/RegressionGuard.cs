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
            if (sweep.RunsOn(platform).FirstOrDefault(run => run.Manifest.Probe is null) is { } dead)
                return $"on {Platforms.Words(platform)} the probe crate did not come to its end ({dead.Manifest.Toolchain.Rustc}): the toolchain may be broken";

            var judged = sweep.Crates.Select(crate => crate.On(platform)).OfType<PlatformResult>().Where(result => result.Standing != Standing.Unsaid).ToList();
            var broke = judged.Count(result => Broke(result, history));
            if (judged.Count >= FewCrates && broke * 100 > most * judged.Count)
                return $"on {Platforms.Words(platform)} {broke:#,0} of {judged.Count:#,0} crates broke at once, more than {most} %: the toolchain may be broken, or the sweep";
        }

        return null;
    }

    // What a list foresees is no surprise, and a first sweep has nothing to be compared with but its list.
    private static bool Broke(PlatformResult result, SweepHistory history) =>
        result is { Standing: Standing.Fails, Verdict.Expectation: not { State: ExpectationState.Met } }
        && history.LastJudged(result.Verdict.Crate, result.Platform) is not { Standing: Standing.Fails };
}
