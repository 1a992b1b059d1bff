using FsCheck;
using FsCheck.Fluent;
using Matrix.Report.Charts;

namespace Matrix.Report.Tests.Charts;

public sealed class LineChartTests
{
    [Test]
    public void Every_point_lies_in_the_plot()
    {
        var values = Gen.OneOf(Gen.Constant((double?)null), from value in Gen.Choose(-5, 2000) select (double?)(value / 10.0));
        var cases = from points in values.ArrayOf(30) from series in Gen.Choose(1, 7) select (points, series);

        Prop.ForAll(cases.ToArbitrary(), value => Chart(value.series, value.points).Draw().Sizes.All(LiesInPlot))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Test]
    public void What_a_sweep_does_not_have_is_a_gap()
    {
        var drawing = Chart(1, 1, 2, null, 3, null, 4, 5).Draw().Sizes[0];

        Assert.That(drawing.Lines[0].Path.Where(char.IsLetter), Is.EqualTo("MLMML"));
        Assert.That(drawing.Lines[0].Markers.Count(letter => letter == 'M'), Is.EqualTo(5), "a value without neighbours has no line to be seen by");
    }

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void What_is_no_number_is_missing(double value)
    {
        var picture = Chart(1, 1, value, 3).Draw();

        Assert.That(picture.Sizes[0].Lines[0].Path.Where(char.IsLetter), Is.EqualTo("MM"));
        Assert.That(picture.Numbers.Rows[1].Cells[0].Text, Is.EqualTo("–"));
    }

    [Test]
    public void One_sweep_is_a_point_in_the_middle()
    {
        var drawing = Chart(2, 4).Draw().Sizes[0];

        Assert.That(drawing.Points.Select(point => point.X), Is.All.EqualTo(drawing.Area.Middle));
        Assert.That(drawing.Dates.Select(date => $"{date.Text} {date.Second}"), Is.EqualTo(new[] { "17 Nov 2024" }));
        Assert.That(Drawn.Part("line-chart", Chart(2, 4).Draw()), Does.Contain("one sweep, 2024-11-17"));
    }

    [Test]
    public void Without_a_value_there_is_nothing_but_words()
    {
        var (noSweep, noValue) = (new LineChart("x", "Title", [], []).Draw(), Chart(1, null, null).Draw());

        Assert.That(Drawn.Part("line-chart", noSweep), Does.Contain("There are no values yet.").And.Not.Contain("<svg").And.Not.Contain("<table"));
        Assert.That(Drawn.Part("line-chart", noValue), Does.Contain("There are no values yet.").And.Not.Contain("<svg"));
    }

    [Test]
    public void More_lines_than_can_be_told_apart_are_refused() => Assert.That(() => Chart(LineChart.MostSeries + 1, 1).Draw(), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Ten_years_are_drawn_with_few_links_and_all_numbers()
    {
        var picture = Chart(7, [.. Enumerable.Range(0, 520).Select(week => (double?)week)]).Draw();

        Assert.That(picture.Sizes.Select(drawing => drawing.Points.Count), Is.All.EqualTo(14), "first and last are lowest and highest here");
        Assert.That(picture.Sizes.Select(drawing => drawing.Bands.Count), Is.All.Zero);
        Assert.That(picture.Sizes.Select(drawing => drawing.Dates.Count), Is.All.InRange(2, 8));
        Assert.That(picture.Numbers.Rows, Has.Count.EqualTo(520));
        Assert.That(picture.Numbers.Rows[0].Name.Text, Is.EqualTo("2034-10-29"), "the newest first");
        Assert.That(Drawn.Part("line-chart", picture), Has.Length.LessThan(500_000));
    }

    [Test]
    public void Few_points_are_all_links()
    {
        var picture = Chart(2, 1, 2, 3).Draw();

        Assert.That(picture.Sizes[0].Points.Select(point => point.Link), Has.Exactly(6).EqualTo("#x"));
        Assert.That(Drawn.Part("line-chart", picture), Does.Contain("<title>2024-11-24, series 2: 2</title>"));
    }

    [Test]
    public void Marks_are_thinned_until_they_can_be_told_apart()
    {
        var chart = Chart(1, [.. Enumerable.Range(0, 100).Select(week => (double?)week)]) with { Marks = Marks(300) };

        foreach (var (drawing, layout) in chart.Draw().Sizes.Zip(LineLayout.All))
        {
            var xs = drawing.Marks.Select(mark => mark.X).ToArray();
            Assert.That(xs.Zip(xs.Skip(1), (left, right) => right - left), Is.All.GreaterThanOrEqualTo(layout.MarkGap));
            Assert.That(drawing.MarksLeftOut.Text, Is.EqualTo($"{xs.Length} of 300 changes of the backend shown"));
            Assert.That(drawing.Marks[^1].Title, Does.StartWith("2025-09-12"), "the newest stays");
            Assert.That(LabelsOverlap(drawing, layout), Is.False);
        }

        Assert.That(chart.Draw().Numbers.Columns[^1], Is.EqualTo("Changes of the backend"));
        Assert.That(chart.Draw().Numbers.Rows.Count(row => row.Cells[^1].Text.Length > 0), Is.EqualTo(300));
    }

    [Test]
    public void A_mark_beyond_the_sweeps_is_in_the_numbers_only()
    {
        var picture = (Chart(1, 1, 2) with { Marks = [new DateMark(Drawn.Start.AddDays(-1), "before"), new DateMark(Drawn.Start, "at")] }).Draw();

        Assert.That(picture.Sizes[0].Marks.Select(mark => mark.Label), Is.EqualTo(new[] { "at" }));
        Assert.That(picture.Sizes[0].MarksLeftOut.Text, Does.StartWith("1 of 2"));
        Assert.That(picture.Numbers.Rows, Has.Count.EqualTo(3));
    }

    [Test]
    public void Names_at_the_ends_of_lines_do_not_overlap()
    {
        foreach (var (drawing, layout) in Chart(7, 5, 5, 5).Draw().Sizes.Zip(LineLayout.All))
        {
            var ys = drawing.Labels.Select(label => label.Y).Order().ToArray();
            Assert.That(ys.Zip(ys.Skip(1), (upper, lower) => lower - upper), Is.All.GreaterThanOrEqualTo(layout.LineHeight - 0.11));
            Assert.That(drawing.Labels.Select(label => label.X + Label.Width(label.Text, layout.FontSize)), Is.All.LessThanOrEqualTo(layout.Width));
        }
    }

    [Test]
    public void A_hostile_name_is_text_and_cut_only_in_its_label()
    {
        var chart = new LineChart("x", Drawn.Hostile, Drawn.Weeks(2), [new LineSeries(Drawn.LongName, [new LinePoint(1), new LinePoint(2)])])
        {
            Marks = [new DateMark(Drawn.Start, Drawn.LongName)],
        };

        var html = Drawn.Part("line-chart", chart.Draw());

        Assert.That(html, Does.Not.Contain("<script").And.Not.Contain("\u202E").And.Not.Contain("\u0007"));
        Assert.That(html, Does.Contain($"{new string('ß', 200)}: 1</title>"));
        Assert.That(chart.Draw().Sizes.Select(drawing => drawing.Labels[0].Text), Is.All.EndsWith("…"));
    }

    private static LineChart Chart(int series, params double?[] values) => new(
        "x", "Title", Drawn.Weeks(values.Length),
        [.. Enumerable.Range(1, series).Select(number => new LineSeries($"series {number}", [.. values.Select(Point)]))]);

    private static LinePoint? Point(double? value) => value is { } real ? new LinePoint(real, "#x") : null;

    private static DateMark[] Marks(int count) =>
        [.. Enumerable.Range(0, count).Select(day => new DateMark(Drawn.Start.AddDays(day), $"change {day}", "#x"))];

    private static bool LiesInPlot(LineDrawing drawing) => drawing.Lines.SelectMany(line => Drawn.Points(line.Path))
        .All(point => point.X >= drawing.Area.Left && point.X <= drawing.Area.Right && point.Y >= drawing.Area.Top && point.Y <= drawing.Area.Bottom);

    private static bool LabelsOverlap(LineDrawing drawing, LineLayout layout)
    {
        var labels = drawing.Marks.Where(mark => mark.Label.Length > 0).ToArray();
        return labels.Zip(labels.Skip(1)).Any(pair => pair.First.LabelX + Label.Width(pair.First.Label, layout.FontSize) > pair.Second.X);
    }
}
