using Matrix.Report.Charts;

namespace Matrix.Report.Tests.Charts;

/// <summary>All charts in several sizes, with data as real sweeps have it, to be looked at.</summary>
internal static class Gallery
{
    private static readonly string[] Platforms = ["linux x86_64", "linux aarch64", "macos x86_64", "macos aarch64"];
    private static readonly string[] Classes = ["unwinding", "simd-intrinsic", "abi", "inline-asm", "unsupported-target", "crash", "unknown"];

    public static IReadOnlyList<LinePicture> Lines { get; } =
    [
        new LineChart("works", "Four crates in five work with Cranelift", Drawn.Weeks(104), [.. Platforms.Select((name, index) => Share(name, index, 104))])
        {
            Note = "Share of the crates that pass all their tests with LLVM and also do with Cranelift",
            Measure = ValueFormat.Share,
            Marks = Changes(14),
        }.Draw(),
        new LineChart("classes", "Unwinding is what most crates lack", Drawn.Weeks(26), [.. Classes.Select(Failures)]) { Note = "Crates by class of failure" }.Draw(),
        new LineChart("long", "Ten years of sweeps, and three backends a month", Drawn.Weeks(520), [.. Platforms.Select((name, index) => Share(name, index, 520))])
        {
            Measure = ValueFormat.Share,
            Marks = Changes(360),
        }.Draw(),
        new LineChart("seconds", "A sweep takes two hours", Drawn.Weeks(9), [new LineSeries("hours", [.. Enumerable.Range(0, 9).Select(week => new LinePoint(2.4 - (week * 0.05)))])])
        {
            Measure = new ValueFormat("h"),
        }.Draw(),
        new LineChart("one", "The first sweep", Drawn.Weeks(1), [.. Platforms.Select((name, index) => Share(name, index, 1))]) { Measure = ValueFormat.Share }.Draw(),
        new LineChart("none", "Before the first sweep", [], []).Draw(),
        new LineChart("hostile", Drawn.Hostile, Drawn.Weeks(5), [new LineSeries(Drawn.LongName, [.. Enumerable.Range(0, 5).Select(week => new LinePoint(week, "#x"))])])
        {
            Marks = [new DateMark(Drawn.Start.AddDays(10), Drawn.LongName, "#x")],
        }.Draw(),
    ];

    public static IReadOnlyList<StripPicture> Strips { get; } =
    [
        new Strip("tokio", "tokio", Drawn.Weeks(104), [.. Platforms.Select((name, row) => History(name, row, 104))]) { Note = "One cell a sweep" }.Draw(),
        new Strip("serde", "serde", Drawn.Weeks(20), [.. Platforms.Select((name, row) => History(name, row, 20))]).Draw(),
        new Strip("new", "A crate that is new", Drawn.Weeks(1), [History(Drawn.LongName, 0, 1)]).Draw(),
        new Strip("never", "A crate that was never swept", [], []).Draw(),
    ];

    public static IReadOnlyList<DotPicture> Ratios { get; } =
    [
        new DotPlot("build", "Debug builds take three quarters of the time", Speeds(180, 0.72, 0.35)) { Note = "Time to build, Cranelift ÷ LLVM; a dot is a crate" }.Draw(),
        new DotPlot("run", "What comes out is slower", Speeds(1800, 1.7, 0.9)) { Note = "Time of the tests, Cranelift ÷ LLVM; crates by ratio" }.Draw(),
        new DotPlot("few", "Size", Speeds(5, 1.2, 0.2)) { Below = "smaller", Above = "larger" }.Draw(),
        new DotPlot("single", "One crate", [new NamedRatio(Drawn.LongName, 1, "#x")]).Draw(),
        new DotPlot("nothing", "No crate", []).Draw(),
    ];

    public static IReadOnlyList<GalleryRow> Rows { get; } = [.. Classes.Select((name, index) => new GalleryRow(
        name,
        new Sparkline($"spark-{index}", name, Drawn.Weeks(52), [.. Failures(name, index).Points.Concat(Failures(name, index).Points).Select(point => point?.Value)]).Draw(),
        new BarRow(Math.Pow(0.6, index) * 83, 83, $"{Math.Pow(0.6, index) * 83:0} crates") { Link = index % 2 == 0 ? "#x" : null }.Draw()))];

    private static LineSeries Share(string name, int series, int count)
    {
        return new LineSeries(name, [.. Enumerable.Range(0, count).Select(week => Point(week))]);

        LinePoint? Point(int week)
        {
            var growth = 0.81 - (series * 0.035) - (0.4 / (1 + Math.Exp((week - (count * 0.4)) / (count * 0.1))));
            var value = growth + (Noise(series, week) * 0.012);
            return series == 3 && week > count * 0.3 && week < count * 0.42 ? null : new LinePoint(value, $"#sweep-{week}");
        }
    }

    private static LineSeries Failures(string name, int series) => new(name, [.. Enumerable.Range(0, 26).Select(week =>
        new LinePoint(Math.Round((90 * Math.Pow(0.55, series) * (1 - (week / 60.0))) + (Noise(series + 40, week) * 4))))]);

    private static DateMark[] Changes(int count) =>
        [.. Enumerable.Range(0, count).Select(index => new DateMark(Drawn.Start.AddDays(20 + (index * (count > 100 ? 10 : 51))), $"{0xa3f09c + (index * 7919):x6}", $"#change-{index}"))];

    private static StripRow History(string name, int row, int count)
    {
        return new StripRow(name, [.. Enumerable.Range(0, count).Select(week => Cell(week))]);

        StripCell? Cell(int week)
        {
            if (row == 3 && week < count / 3)
                return null;
            if (Noise(row, week) < 0.04)
                return new StripCell(StripState.Unsaid, "flaky");

            return week < (count * (row + 2)) / 7 ? new StripCell(StripState.Fails, "regressed") : new StripCell(StripState.Works, "compatible");
        }
    }

    private static NamedRatio[] Speeds(int count, double middle, double spread)
    {
        return [.. Enumerable.Range(0, count).Select(index => new NamedRatio($"crate-{index}", Value(index), $"#crate-{index}"))];

        double Value(int index) =>
            middle * Math.Exp(spread * Math.Sqrt(-2 * Math.Log(1 - Noise(count, index))) * Math.Cos(2 * Math.PI * Noise(count + 1, index)));
    }

    /// <summary>From 0 to 1, and always the same.</summary>
    private static double Noise(int row, int index)
    {
        var value = Math.Sin((row * 78.233) + (index * 12.9898) + 1) * 43758.5453;
        return value - Math.Floor(value);
    }
}

internal sealed record GalleryRow(string Name, SparklinePicture Trend, BarPicture Bar);

internal sealed record GalleryPage(
    Matrix.Report.Rendering.PageFrame Frame, IReadOnlyList<LinePicture> Lines, IReadOnlyList<StripPicture> Strips, IReadOnlyList<DotPicture> Ratios, IReadOnlyList<GalleryRow> Rows);
