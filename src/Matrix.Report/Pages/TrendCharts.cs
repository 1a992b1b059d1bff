using Matrix.Report.Charts;
using Matrix.Report.History;
using Matrix.Report.Sweeps;
using Matrix.Results.History;

namespace Matrix.Report.Pages;

/// <summary>What the history looks like.</summary>
internal static class TrendCharts
{
    private const string MarkNote = "Dotted lines: the backend was another from here on; the date is that of its compiler's commit.";

    public static LinePicture Readiness(SweepHistory history) =>
        new LineChart(
            "readiness",
            "Crates that work with Cranelift, of those that can be judged",
            history.Days,
            [.. history.Platforms.Take(LineChart.MostSeries).Select(platform => new LineSeries(
                Platforms.Words(platform),
                [.. history.Sweeps.Select(sweep => Point(history.Tally(sweep, platform)?.Share))]))])
        {
            Measure = ValueFormat.Share,
            Marks = Marks(history),
            Note = MarkNote,
        }.Draw();

    /// <param name="platform">Null: on any.</param>
    public static LinePicture Goals(SweepHistory history, string? platform) =>
        new LineChart(
            platform is null ? "goals" : $"goals-{CrateSlugs.Plain(platform)}",
            $"Crates that each goal stops, of those that can be judged{(platform is null ? ", on any platform" : $" on {Platforms.Words(platform)}")}",
            history.Days,
            [.. GoalWords.All.Select(goal => new LineSeries(goal.Words(), [.. history.StoppedShares(goal, platform).Select(Point)]))])
        {
            Measure = ValueFormat.Share,
            Marks = Marks(history),
            Note = MarkNote,
        }.Draw();

    private static LinePoint? Point(double? value) => value is { } number ? new LinePoint(number) : null;

    private static IReadOnlyList<DateMark> Marks(SweepHistory history) =>
    [
        .. history.Sweeps
            .Select((sweep, index) => (sweep.Start, Changes: history.BackendChanges(index)))
            .Where(pair => pair.Changes.Count > 0)
            .Select(pair => new DateMark(SweepHistory.DayOf(pair.Start), Words(pair.Changes))),
    ];

    private static string Words(IReadOnlyList<PastRun> changes) =>
        string.Join(", ", changes.Select(run => run.CommitDate ?? run.BackendSha256[..Math.Min(8, run.BackendSha256.Length)]).Distinct());
}
