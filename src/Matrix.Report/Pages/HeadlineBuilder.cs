using Matrix.Report.Formatting;
using Matrix.Report.History;
using Matrix.Report.Sweeps;
using Matrix.Results;
using Matrix.Terminal;

namespace Matrix.Report.Pages;

internal static class HeadlineBuilder
{
    private const double BarWidth = 1000;

    /// <param name="overall">All platforms together: a crate fails where it fails on one of them.</param>
    public static Headline Of(Tally overall, Sweep sweep)
    {
        var missing = WithoutVerdict(sweep).Count;
        var (unsaid, all) = (overall.Unsaid + missing, overall.All + missing);
        return new Headline(
            overall.Judged == 0 ? null : $"{overall.Works:#,0} of {overall.Judged:#,0}",
            overall.Judged == 0 ? "No crate gave an answer." : Sentence(overall, sweep.Platforms.Count),
            overall.WeightedShare is { } share ? $"Weighted by downloads: {Words.Share(share)}, of the {Words.Count(overall.Weighed, "judged crate")} whose downloads are known." : "",
            unsaid == 0 ? "" : $"No answer for {unsaid:#,0} of {Words.Count(all, "crate")}: {string.Join(", ", Reasons(sweep, missing))}.",
            unsaid == 0 ? "" : Words.Share(unsaid, all),
            InPart(sweep),
            InReach(sweep),
            Bar(overall, missing));
    }

    private static string Sentence(Tally overall, int platforms)
    {
        var where = platforms > 1 ? " on every platform that was swept" : "";
        return $"{Plural.Of(overall.Judged, "crate")} that can be judged {(overall.Works == 1 ? "works" : "work")} with Cranelift{where} ({Words.Share(overall.Works, overall.Judged)}).";
    }

    private static string InReach(Sweep sweep)
    {
        var crates = sweep.Crates.Where(crate => crate.Standing == Standing.Works && crate.Traps.Any()).ToList();
        if (crates.Count == 0)
            return "";

        var elsewhere = crates.Count(crate => crate.Traps.Any(trap => !trap.IsHere));
        return $"Of those that work, {Words.Count(crates.Count, "crate")} {(crates.Count == 1 ? "does" : "do")} so as far as the tests go: "
            + $"unsupported intrinsics are compiled in that no test reached{(elsewhere == 0 ? "" : $", in {elsewhere:#,0} of them because the processor lacks what they need")}.";
    }

    // On several platforms they may differ: the first counts, so that each is counted once.
    private static string InPart(Sweep sweep)
    {
        var parts = sweep.Crates.Select(crate => crate.Results[0].Verdict.NotCompared).OfType<NotCompared>().ToList();
        if (parts.Count == 0)
            return "";

        var (targets, tests) = (parts.Sum(part => part.Targets.Count), parts.Sum(part => part.Tests.Count));
        string[] left =
        [
            .. targets == 0 ? Array.Empty<string>() : [$"{Words.Count(targets, "target")} that {(targets == 1 ? "does" : "do")} not compile"],
            .. tests == 0 ? Array.Empty<string>() : [$"{Words.Count(tests, "test")} of their {parts.Sum(part => part.OfTests):#,0}"],
        ];
        return $"Of {Words.Count(parts.Count, "crate")} a part fails with LLVM too and was left out: {string.Join(" and ", left)}.";
    }

    // A crate that has a verdict on one platform and none on another is judged by the one.
    private static IReadOnlyList<string> WithoutVerdict(Sweep sweep) =>
        [.. sweep.Gaps.WithoutVerdict.SelectMany(gap => gap.Crates).Distinct().Except(sweep.Crates.Select(crate => crate.Name))];

    private static IEnumerable<string> Reasons(Sweep sweep, int missing)
    {
        var unsaid = sweep.Crates.Where(crate => crate.Standing == Standing.Unsaid).ToList();
        foreach (var kind in VerdictWords.Order)
        {
            // On several platforms they may differ: the first counts, so that each crate is counted once.
            var count = unsaid.Count(crate => crate.Results[0].Verdict.Kind == kind);
            if (count > 0)
                yield return $"{count:#,0} {WireName.Of(kind)}";
        }

        if (missing > 0)
            yield return $"{missing:#,0} without a verdict";
    }

    private static BarSegment[] Bar(Tally overall, int missing)
    {
        // A crate without any verdict is not in the table of crates: it has a number of its own, which leads to where it is missed.
        (string Name, string Class, string Words, int Crates, string Link)[] parts =
        [
            Part(Standing.Works, "work", overall.Works),
            Part(Standing.Fails, "fail", overall.Fails),
            Part(Standing.Unsaid, "give no answer", overall.Unsaid),
            ("missing", CratesLink.NameOf(Standing.Unsaid), "without a verdict", missing, "run.html#coverage-heading"),
        ];
        var all = Math.Max(1, parts.Sum(part => part.Crates));
        var (segments, x) = (new List<BarSegment>(), 0.0);
        foreach (var part in parts.Where(part => part.Crates > 0))
        {
            var width = Math.Round(BarWidth * part.Crates / all, 1);
            segments.Add(new BarSegment(part.Name, part.Class, part.Words, part.Crates, Words.Share(part.Crates, all), part.Link, x, width));
            x = Math.Round(x + width, 1);
        }

        return [.. segments];
    }

    private static (string Name, string Class, string Words, int Crates, string Link) Part(Standing standing, string words, int crates) =>
        (CratesLink.NameOf(standing), CratesLink.NameOf(standing), words, crates, CratesLink.Of(standing));
}

/// <summary>Crates that do otherwise on one platform than on all others on which they are judged.</summary>
internal static class OnlyHereBuilder
{
    private const int MostNames = 12;

    public static IReadOnlyList<OnlyHere> Of(ReportFacts facts) =>
    [
        .. facts.Sweep.Platforms
            .Select(platform => Of(
                platform,
                Only(facts.Sweep, platform, Standing.Fails),
                Only(facts.Sweep, platform, Standing.Works),
                facts.Slugs))
            .Where(only => only.Fails.Count + only.Works.Count > 0),
    ];

    private static OnlyHere Of(string platform, IReadOnlyList<SweptCrate> fails, IReadOnlyList<SweptCrate> works, CrateSlugs slugs) => new(
        Platforms.Words(platform),
        [.. fails.Take(MostNames).Select(crate => new CrateLink(crate.Name, slugs.Page(crate.Name)))],
        Math.Max(0, fails.Count - MostNames),
        [.. works.Take(MostNames).Select(crate => new CrateLink(crate.Name, slugs.Page(crate.Name)))],
        Math.Max(0, works.Count - MostNames));

    private static IReadOnlyList<SweptCrate> Only(Sweep sweep, string platform, Standing standing) =>
    [
        .. sweep.Crates.Where(crate =>
            crate.On(platform)?.Standing == standing
            && crate.Results.Where(result => result.Platform != platform && result.Standing != Standing.Unsaid).ToList() is { Count: > 0 } others
            && others.TrueForAll(other => other.Standing != standing)),
    ];
}
