using Matrix.Report.Charts;

namespace Matrix.Report.Tests.Charts;

public sealed class SmallChartTests
{
    [Test]
    public void A_trend_says_what_it_shows()
    {
        var html = Drawn.Part("sparkline", Trend(0.5, null, 0.75, 0.625).Draw());

        Assert.That(html, Does.Contain("<title id=\"x-title\">serde</title><desc id=\"x-description\">from 50 % to 62.5 % over 3 sweeps, between 50 % and 75 %</desc>"));
    }

    [Test]
    public void A_trend_breaks_where_a_sweep_is_missing() =>
        Assert.That(Trend(0.5, null, 0.75, 0.625).Draw().Path.Count(letter => letter == 'M'), Is.EqualTo(2));

    [Test]
    public void A_trend_that_does_not_move_runs_in_the_middle() =>
        Assert.That(Drawn.Points(Trend(0.5, 0.5, 0.5).Draw().Path).Select(point => point.Y), Is.All.EqualTo(12));

    [Test]
    public void Ten_years_fit_a_trend()
    {
        var points = Drawn.Points(Trend([.. Enumerable.Range(0, 520).Select(week => (double?)(week % 7))]).Draw().Path);

        Assert.That(points, Has.Count.EqualTo(520));
        Assert.That(points.Select(point => point.X), Is.All.InRange(4, 116));
        Assert.That(points.Select(point => point.Y), Is.All.InRange(4, 20));
    }

    [Test]
    public void A_trend_of_one_value_is_a_dot_and_of_none_is_empty()
    {
        Assert.That(Drawn.Part("sparkline", Trend(0.5).Draw()), Does.Contain("<circle").And.Contain(">50 %</desc>"));
        Assert.That(Drawn.Part("sparkline", Trend().Draw()), Does.Not.Contain("<circle").And.Contain(">no values yet</desc>"));
        Assert.That(Drawn.Part("sparkline", Trend(double.NaN).Draw()), Does.Contain(">no values yet</desc>"));
    }

    [TestCase(0, 10, 0)]
    [TestCase(5, 10, 50)]
    [TestCase(20, 10, 100)]
    [TestCase(1, 100_000, 1.5)]
    [TestCase(0, 0, 0)]
    [TestCase(double.NaN, 10, 0)]
    public void A_bar_is_empty_only_for_nothing(double value, double whole, double fill) =>
        Assert.That(new BarRow(value, whole, "text").Draw().Fill, Is.EqualTo(fill));

    [Test]
    public void The_figure_of_a_bar_is_text_beside_it()
    {
        var html = Drawn.Part("bar-row", new BarRow(1, 2, Drawn.Hostile) { Link = "#x" }.Draw());

        Assert.That(html, Does.Contain("aria-hidden=\"true\"").And.Contain("<a href=\"#x\">&lt;U+202E&gt;evil").And.Not.Contain("<script"));
    }

    private static Sparkline Trend(params double?[] values) => new("x", "serde", Drawn.Weeks(values.Length), values) { Measure = ValueFormat.Share };
}
