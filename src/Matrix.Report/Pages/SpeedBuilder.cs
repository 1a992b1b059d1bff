using Matrix.Report.Charts;
using Matrix.Report.Formatting;
using Matrix.Report.Measuring;
using Matrix.Report.Rendering;
using Matrix.Report.Sweeps;

namespace Matrix.Report.Pages;

internal static class SpeedBuilder
{
    private const double MostLoad = 0.1; // of the machine, as the sweep warns

    public static SpeedPage Build(ReportFacts facts, PageFrames frames) => new(frames.Top(SitePage.Speed), facts.Title, facts.Day)
    {
        Measured = [.. facts.Sweep.Platforms.Select(platform => Measured(platform, facts)).OfType<MeasuredSpeed>()],
        Unmeasured = [.. facts.Speed.Where(speed => speed.Clean is null).Select(speed => new UnmeasuredRow(Link(speed, facts), Platforms.Words(speed.Platform), speed.Result.Failure ?? "no round was finished"))],
        Medians = [.. facts.Sweep.Platforms.SelectMany(platform => Medians(platform, facts))],
    };

    private static MeasuredSpeed? Measured(string platform, ReportFacts facts)
    {
        var speeds = facts.Speed.Where(speed => speed.Platform == platform && speed.Clean is not null).OrderBy(speed => speed.Result.Crate, StringComparer.Ordinal).ToList();
        if (speeds.Count == 0)
            return null;

        return new MeasuredSpeed(
            Platforms.Words(platform),
            AnchorOf(platform),
            Busy(speeds, facts.Sweep.RunsOn(platform).Max(run => run.Manifest.Platform.Cores)),
            [
                Median("Clean build", platform, speeds.Select(speed => speed.Clean)),
                Median("Rebuild after a change", platform, speeds.Select(speed => speed.Rebuild)),
            ],
            [
                Plot("clean", "Clean builds", platform, speeds, speed => speed.Clean, facts),
                Plot("rebuild", "Rebuilds after one source file was changed", platform, speeds, speed => speed.Rebuild, facts),
            ],
            [.. speeds.Select(speed => new SpeedRow(Link(speed, facts), Cell(speed.Clean), Cell(speed.Rebuild), speed.Result.Rounds.Count))]);
    }

    private static string Busy(List<SpeedRecord> speeds, int cores)
    {
        var busy = speeds.Where(speed => speed.Result.OtherLoad > MostLoad * cores).ToList();
        return busy.Count == 0
            ? ""
            : $"The machine was not idle: with {busy.Count:#,0} of {Words.Count(speeds.Count, "crate")}, other processes kept up to {busy.Max(speed => speed.Result.OtherLoad):0.0} of {Words.Count(cores, "core")} busy. These ratios are worth less.";
    }

    private static DotPicture Plot(string id, string title, string platform, IEnumerable<SpeedRecord> speeds, Func<SpeedRecord, SpeedRecord.Side?> side, ReportFacts facts) =>
        new DotPlot(
            $"{id}-{CrateSlugs.Plain(platform)}",
            $"{title} on {Platforms.Words(platform)}: Cranelift's time in LLVM's",
            [.. speeds.Where(speed => side(speed) is not null).Select(speed => new NamedRatio(speed.Result.Crate, side(speed)!.Ratio.Median, facts.Slugs.Page(speed.Result.Crate)))]).Draw();

    private static MedianRow Median(string what, string platform, IEnumerable<SpeedRecord.Side?> sides) =>
        Row(what, platform, Spread.Of(sides.OfType<SpeedRecord.Side>().Select(side => side.Ratio.Median)), $"#{AnchorOf(platform)}");

    private static string AnchorOf(string platform) => $"on-{CrateSlugs.Plain(platform)}";

    private static IEnumerable<MedianRow> Medians(string platform, ReportFacts facts)
    {
        var figures = facts.Figures.Where(pair => pair.Key.Platform == platform).Select(pair => pair.Value).ToList();
        (string Name, Func<CrateFigures, Pair> Measure)[] measures =
            [(Measures.Build.Name, ofCrate => ofCrate.Build), (Measures.Test.Name, ofCrate => ofCrate.Test), (Measures.Size.Name, ofCrate => ofCrate.Size)];
        return measures.Select(measure => Row(
            measure.Name,
            platform,
            Spread.Of(figures.Select(measure.Measure).Where(pair => pair.Counts).Select(pair => pair.Ratio).OfType<double>()),
            CratesLink.All));
    }

    private static MedianRow Row(string what, string platform, Spread? spread, string link) => spread is null
        ? new MedianRow(what, Platforms.Words(platform), Words.Dash, Words.Dash, Words.Dash, 0, link)
        : new MedianRow(
            what, Platforms.Words(platform), Words.Times(spread.Median), $"{Words.Times(spread.Lower)} to {Words.Times(spread.Upper)}",
            $"{Words.Times(spread.Least)} to {Words.Times(spread.Most)}", spread.Count, link);

    private static SpeedCell Cell(SpeedRecord.Side? side) => side is null
        ? new SpeedCell(Words.Dash, "", "", "", "")
        : new SpeedCell(
            Words.Times(side.Ratio.Median), $"{Words.Times(side.Ratio.Least)} to {Words.Times(side.Ratio.Most)}",
            Words.Seconds(side.Baseline), Words.Seconds(side.Candidate), $"{side.Ratio.Median:0.####}");

    private static CrateLink Link(SpeedRecord speed, ReportFacts facts) => new(speed.Result.Crate, facts.Slugs.Page(speed.Result.Crate));
}
