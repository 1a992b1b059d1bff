using Matrix.Report.History;
using Matrix.Report.Sweeps;

namespace Matrix.Report.Issues.Plan;

/// <summary>
/// What a sweep is compared with to see whether its toolchain is broken: the sweeps without those in which one was. Else the second that breaks as
/// much would find nothing new in it.
/// </summary>
internal static class TrustedPast
{
    /// <param name="guard">Per cent of a platform's crates that may break at once.</param>
    public static Timeline Of(Timeline timeline, int guard)
    {
        var (trusted, standings) = (new List<SweepColumn>(), new Dictionary<(int Platform, int Crate), Standing>());
        foreach (var sweep in timeline.Sweeps.SkipLast(1))
        {
            var judgements = Judgements(sweep, timeline.Numbers).ToList();
            if (judgements.GroupBy(judgement => judgement.Place.Platform).Any(onPlatform => IsBroken(onPlatform, standings, guard)))
                continue;

            trusted.Add(sweep);
            foreach (var (place, standing) in judgements)
                standings[place] = standing;
        }

        return new Timeline([.. trusted, timeline.Present], timeline.Numbers);
    }

    // Of crates that nobody had judged before, nobody knows whether they broke.
    private static bool IsBroken(IEnumerable<((int, int) Place, Standing Now)> judgements, Dictionary<(int, int), Standing> before, int guard)
    {
        var known = judgements.Where(judgement => before.ContainsKey(judgement.Place)).ToList();
        var broke = known.Count(judgement => judgement.Now == Standing.Fails && before[judgement.Place] == Standing.Works);
        return known.Count >= Guard.FewCrates && broke * 100 > guard * known.Count;
    }

    private static IEnumerable<((int Platform, int Crate) Place, Standing Now)> Judgements(SweepColumn sweep, TimelineNumbers numbers) =>
        from platform in numbers.Platforms.All
        where sweep.Covers(platform.Value)
        from crate in numbers.Crates.All
        let standing = sweep.Standing(platform.Value, crate.Value)
        where standing is Standing.Works or Standing.Fails
        select ((platform.Value, crate.Value), standing.Value);
}
