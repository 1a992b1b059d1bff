using Matrix.Report.Formatting;
using Matrix.Report.Measuring;
using Matrix.Report.Rendering;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Pages;

internal static class RunBuilder
{
    private const int MostSlow = 20;
    private const int MostSkipped = 300;
    private const int MostAccused = 30;

    public static RunPage Build(ReportFacts facts, PageFrames frames)
    {
        var skipped = Skipped(facts);
        return new RunPage(frames.Top(SitePage.Run), facts.Title, facts.Day)
        {
            Notices = NoticeBuilder.Of(facts),
            Runs = [.. facts.Sweep.Runs.Select(run => Run(run, facts.Sweep))],
            Coverage = [.. facts.Sweep.Platforms.Select(platform => Coverage(platform, facts))],
            Noise = [.. facts.Sweep.Platforms.Select(platform => Noise(platform, facts))],
            AaNoise = [.. facts.Sweep.Noise.Select(Measured), .. facts.Sweep.Platforms.Except(facts.Sweep.Noise.Select(measure => measure.Platform)).Select(NotMeasured)],
            Costs = [.. facts.Sweep.Platforms.Select(platform => CostBuilder.Of(platform, facts.Costs))],
            Slowest = Slowest(facts),
            Skipped = [.. skipped.Take(MostSkipped)],
            SkippedLeftOut = skipped.Count > MostSkipped ? $"{skipped.Count - MostSkipped:#,0} more in matrix.json" : "",
            Facts = [.. facts.Sweep.Runs.DistinctBy(run => (run.Platform, run.Manifest.Toolchain.Rustc, run.Manifest.Platform.Cpu)).SelectMany(run => RunFacts.Of(run, facts.Sweep.Runs.Count > 1))],
        };
    }

    private static RunRow Run(SweptRun run, Sweep sweep) => new(
        Platforms.Words(run.Platform),
        run.Manifest.Settings.Shard ?? "whole",
        $"{run.Manifest.Start.UtcDateTime:yyyy-MM-dd HH:mm} UTC",
        Took(run.Manifest),
        run.Manifest.Toolchain.Rustc,
        run.Candidate.Version is { } version ? $"{run.Candidate.Title} {version}" : "not known",
        run.Manifest.List.Name,
        run.Manifest.List.Crates.Count,
        sweep.Crates.Count(crate => crate.On(run.Platform) is { } result && result.Run == run && result.Standing != Standing.Unsaid),
        run.Manifest.Settings.Isolation);

    // Both are times of day, and somebody may have set the clock in between.
    private static string Took(RunManifest manifest) => manifest.End switch
    {
        null => "not ended",
        { } end when end < manifest.Start => "not known: the clock was set back",
        { } end => Words.Seconds((end - manifest.Start).TotalSeconds),
    };

    private static CoverageRow Coverage(string platform, ReportFacts facts)
    {
        var tally = facts.On(platform);
        var missing = facts.Sweep.Gaps.WithoutVerdict.Where(gap => gap.Platform == platform).Sum(gap => gap.Crates.Count);
        return new CoverageRow(
            Platforms.Words(platform),
            platform,
            tally.All + missing,
            tally.All,
            CratesLink.On(platform),
            tally.Judged,
            Words.Share(tally.Judged, tally.All + missing),
            missing);
    }

    private static NoiseRow Noise(string platform, ReportFacts facts)
    {
        var costs = facts.Costs;
        var main = costs.Seconds(platform, LegKind.Baseline) + costs.Seconds(platform, LegKind.Candidate);
        var more = costs.Seconds(platform, LegKind.Repeat) + costs.Seconds(platform, LegKind.Control) + costs.Seconds(platform, LegKind.Workaround);
        return new NoiseRow(
            Platforms.Words(platform),
            platform,
            CratesLink.On(platform),
            CountCell.Of(VerdictKind.Flaky, platform, facts.Sweep),
            CountCell.Of(VerdictKind.Inconclusive, platform, facts.Sweep),
            CountCell.Of(VerdictKind.Invalid, platform, facts.Sweep),
            costs.Legs(platform, LegKind.Repeat),
            costs.Legs(platform, LegKind.Control),
            costs.Legs(platform, LegKind.Workaround),
            main > 0 ? Words.Share(more / main) : Words.Dash);
    }

    private static AaRow Measured(NoiseMeasure measure) => new(
        Platforms.Words(measure.Platform),
        $"{measure.Platform}.{measure.Day:yyyyMMdd}",
        $"{measure.Day:yyyy-MM-dd}",
        measure.Crates,
        measure.Accused.Count,
        NoiseWords.Names(measure, MostAccused),
        measure.Flaky,
        measure.Inconclusive);

    private static AaRow NotMeasured(string platform) => new(Platforms.Words(platform), "", "", 0, 0, "", 0, 0);

    private static SlowRow[] Slowest(ReportFacts facts)
    {
        var all = facts.Sweep.Crates.SelectMany(crate => crate.Results).ToList();
        var total = all.Sum(result => result.Verdict.Seconds);
        return
        [
            .. all.OrderByDescending(result => result.Verdict.Seconds).Take(MostSlow).Where(result => result.Verdict.Seconds > 0).Select(result => new SlowRow(
                Link(result, facts), Platforms.Words(result.Platform), Words.Seconds(result.Verdict.Seconds), Words.Share(result.Verdict.Seconds / total))),
        ];
    }

    private static List<SkippedRow> Skipped(ReportFacts facts) =>
    [
        .. facts.Sweep.Crates.SelectMany(crate => crate.Results)
            .Where(result => result.Verdict.Kind == VerdictKind.Skipped)
            .Select(result => new SkippedRow(Link(result, facts), Platforms.Words(result.Platform), result.Verdict.Reason)),
    ];

    private static CrateLink Link(PlatformResult result, ReportFacts facts) => new(result.Verdict.Crate, facts.Slugs.Page(result.Verdict.Crate));
}

/// <summary>What the phases took on a platform, all crates together.</summary>
internal static class CostBuilder
{
    private static readonly LegKind[] Extra = [LegKind.Repeat, LegKind.Control, LegKind.Workaround];

    public static CostTable Of(string platform, Costs costs) => new(
        Platforms.Words(platform),
        Words.Seconds(Enum.GetValues<LegKind>().Sum(kind => costs.Seconds(platform, kind))),
        [.. Enum.GetValues<Phase>().Select(phase => Row(platform, phase, costs)).OfType<CostRow>()]);

    private static CostRow? Row(string platform, Phase phase, Costs costs)
    {
        var (llvm, cranelift) = (costs.Of(platform, LegKind.Baseline, phase), costs.Of(platform, LegKind.Candidate, phase));
        if (llvm is null && cranelift is null)
            return null;

        var more = Extra.Sum(kind => costs.Of(platform, kind, phase)?.Seconds ?? 0);
        var largest = llvm?.PeakMemoryBytes >= (cranelift?.PeakMemoryBytes ?? 0) ? llvm : cranelift;
        return new CostRow(
            WireName.Of(phase),
            Words.Seconds(llvm?.Seconds ?? 0),
            Words.Seconds(cranelift?.Seconds ?? 0),
            llvm?.Seconds > 0 && cranelift is not null ? Words.Times(cranelift.Seconds / llvm.Seconds) : Words.Dash,
            more > 0 ? Words.Seconds(more) : "",
            Words.Bytes(llvm?.PeakMemoryBytes ?? 0),
            Words.Bytes(cranelift?.PeakMemoryBytes ?? 0),
            largest?.Largest ?? "");
    }
}
