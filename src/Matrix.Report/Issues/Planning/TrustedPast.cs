using Matrix.Report.Sweeps;
using Matrix.Report.Timelines;

namespace Matrix.Report.Issues.Planning;

/// <summary>
/// The sweeps without those in which a toolchain was broken: else the next one that breaks as much would find nothing new in it, and its causes
/// would have been seen twice.
/// </summary>
internal static class TrustedPast
{
    /// <param name="guard">Per cent of a platform's crates that may break at once.</param>
    /// <returns>With what is left out and why, in words.</returns>
    public static (Timeline Trusted, IReadOnlyList<string> Left) Of(Timeline timeline, int guard)
    {
        var (trusted, left, standings) = (new List<SweepColumn>(), new List<string>(), new Dictionary<(int Platform, int Crate), Standing>());
        foreach (var sweep in timeline.Sweeps.SkipLast(1))
        {
            var judged = Judged(sweep, timeline.Numbers).ToList();
            if (judged.GroupBy(judgement => judgement.Platform).Any(platform => IsBroken([.. platform.Select(judgement => (standings.TryGetValue((judgement.Platform, judgement.Crate), out var before) ? before : (Standing?)null, judgement.Standing))], guard)))
            {
                left.Add($"the sweep of {sweep.Start.UtcDateTime:yyyy-MM-dd}, in which more than {guard} % of a platform's crates broke at once");
                continue;
            }

            trusted.Add(sweep);
            foreach (var (platform, crate, standing) in judged)
                standings[(platform, crate)] = standing;
        }

        return (left.Count == 0 ? timeline : new Timeline([.. trusted, timeline.Present], timeline.Numbers), left);
    }

    // Of crates that nobody had judged before, nobody knows whether they broke.
    private static bool IsBroken(IReadOnlyList<(Standing? Before, Standing Now)> judged, int guard)
    {
        var known = judged.Where(pair => pair.Before is not null).ToList();
        return known.Count >= Guard.FewCrates && known.Count(pair => pair is { Before: Standing.Works, Now: Standing.Fails }) * 100 > guard * known.Count;
    }

    private static IEnumerable<(int Platform, int Crate, Standing Standing)> Judged(SweepColumn sweep, TimelineNumbers numbers) =>
        from platform in numbers.Platforms.All
        where sweep.Covers(platform.Value)
        from crate in numbers.Crates.All
        let standing = sweep.Standing(platform.Value, crate.Value)
        where standing is Standing.Works or Standing.Fails
        select (platform.Value, crate.Value, standing.Value);
}
