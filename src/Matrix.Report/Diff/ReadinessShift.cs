using Matrix.Report.History;
using Matrix.Report.Sweeps;

namespace Matrix.Report.Diff;

/// <summary>How many crates work, on a platform or on all together.</summary>
/// <param name="Platform">Null: all together; a crate fails where it fails on one of them.</param>
/// <param name="Before">Of all crates of the side; null: it was not swept there.</param>
/// <param name="BothBefore">Only of what both sides judge, so that another list or a missing platform changes nothing.</param>
internal sealed record ReadinessShift(string? Platform, Tally? Before, Tally? Now, Tally BothBefore, Tally BothNow)
{
    /// <param name="shared">Platforms that both sides have.</param>
    /// <returns>All together, then each platform that any side has.</returns>
    public static IReadOnlyList<ReadinessShift> Of(DiffInput before, DiffInput now, IReadOnlyList<string> shared)
    {
        var platforms = Platforms.InOrder(before.Platforms.Concat(now.Platforms));
        return
        [
            Of(null, before, now, shared),
            .. platforms.Select(platform => Of(platform, before, now, [.. shared.Where(other => other == platform)])),
        ];
    }

    private static ReadinessShift Of(string? platform, DiffInput before, DiffInput now, IReadOnlyList<string> shared)
    {
        var (bothBefore, bothNow) = (new Tally(), new Tally());
        foreach (var crate in now.Crates.Values)
        {
            var judged = JudgedTwice(before, now, crate.Name, shared).ToList();
            if (judged.Count == 0)
                continue;

            bothBefore.Add(Standings.Together(judged.Select(pair => pair.Before.Standing)), crate.Downloads);
            bothNow.Add(Standings.Together(judged.Select(pair => pair.Now.Standing)), crate.Downloads);
        }

        return new ReadinessShift(platform, TallyOf(before, platform), TallyOf(now, platform), bothBefore, bothNow);
    }

    /// <summary>What both sides say of a crate, where both say something.</summary>
    public static IEnumerable<(Finding Before, Finding Now)> JudgedTwice(DiffInput before, DiffInput now, string crate, IReadOnlyList<string> shared)
    {
        foreach (var platform in shared)
        {
            if (before.Find(crate, platform) is { Standing: not Standing.Unsaid } was && now.Find(crate, platform) is { Standing: not Standing.Unsaid } isNow)
                yield return (was, isNow);
        }
    }

    private static Tally? TallyOf(DiffInput side, string? platform)
    {
        if (platform is not null && !side.Platforms.Contains(platform))
            return null;

        var tally = new Tally();
        foreach (var crate in side.Crates.Values)
        {
            if (platform is null)
                tally.Add(Standings.Together(crate.Findings.Values.Select(finding => finding.Standing)), crate.Downloads);
            else if (crate.Findings.TryGetValue(platform, out var finding))
                tally.Add(finding.Standing, crate.Downloads);
        }

        return tally;
    }
}
