using Matrix.Report.History;
using Matrix.Report.Sweeps;

namespace Matrix.Report.Issues.Plan;

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
