using Matrix.Report.Charts;
using Matrix.Report.Charts.Strips;

namespace Matrix.Report.Tests.Charts;

public sealed class StripTests
{
    [Test]
    public void No_two_states_have_the_same_shape()
    {
        var shapes = Enum.GetValues<StripState>().Select(state => CellShape.Path(state, 0, 0, 5, 20));

        Assert.That(shapes, Is.Unique);
    }

    [Test]
    public void Every_cell_is_a_link_that_says_what_it_is()
    {
        var html = Drawn.Part("strip", History(3).Draw());

        Assert.That(html, Does.Contain("<a href=\"#2\"><title>2024-12-01, linux: regressed</title>"));
        Assert.That(html, Does.Contain("linux: works in 2, fails in 1; last: regressed."));
    }

    [Test]
    public void Two_years_fit_a_wide_page_and_the_newest_a_narrow_one()
    {
        var sizes = History(104).Draw().Sizes;

        Assert.That(sizes[0].Boxes, Has.Count.EqualTo(104));
        Assert.That(sizes[0].LeftOut.Text, Is.Empty);
        Assert.That(sizes[1].Boxes[^1].Title, Does.StartWith("2026-11-08"));
        Assert.That(sizes[1].LeftOut.Text, Does.Match("^The last \\d+ of 104 sweeps; the numbers have all.$"));
    }

    [TestCase(1)]
    [TestCase(20)]
    [TestCase(104)]
    public void Cells_and_dates_lie_within_the_drawing(int sweeps)
    {
        foreach (var (drawing, layout) in History(sweeps).Draw().Sizes.Zip(StripLayout.All))
        {
            var xs = drawing.Boxes.Select(box => Drawn.Points(box.Reach)[0].X).ToArray();
            Assert.That(xs, Is.Ordered.And.All.InRange(0, layout.Width - 4));

            var dates = drawing.Dates.Select(date => date.X).Order().ToArray();
            Assert.That(dates.Zip(dates.Skip(1), (left, right) => right - left), Is.All.GreaterThan(Label.Width("30 Nov 2024", layout.FontSize)));
        }
    }

    [Test]
    public void Where_many_sweeps_differ_the_changes_come_by_keyboard()
    {
        var drawing = History(104).Draw().Sizes[0];

        Assert.That(drawing.Boxes.Count(box => box.IsFocusable), Is.EqualTo(3), "the first, the last and one change");
    }

    [Test]
    public void A_sweep_without_the_crate_is_told_from_one_without_an_answer()
    {
        var strip = new Strip("x", "crate", Drawn.Weeks(2), [new StripRow("linux", [null, new StripCell(StripState.Unsaid, "flaky")])]);

        Assert.That(strip.Draw().Sizes[0].Boxes.Select(box => box.Class), Is.EqualTo(new[] { "absent", "unsaid" }));
        Assert.That(strip.Draw().Numbers.Rows.Select(row => row.Cells[0].Text), Is.EqualTo(new[] { "flaky", "–" }));
    }

    [Test]
    public void A_row_may_end_early()
    {
        var strip = new Strip("x", "crate", Drawn.Weeks(3), [new StripRow("linux", [])]);

        Assert.That(strip.Draw().Sizes[0].Boxes.Select(box => box.Class), Is.EqualTo(new[] { "absent", "absent", "absent" }));
    }

    [Test]
    public void Without_a_sweep_there_is_nothing_but_words() =>
        Assert.That(Drawn.Part("strip", new Strip("x", "crate", [], []).Draw()), Does.Contain("There is no sweep yet.").And.Not.Contain("<svg"));

    private static Strip History(int sweeps) => new(
        "x", "crate", Drawn.Weeks(sweeps),
        [new StripRow("linux", [.. Enumerable.Range(0, sweeps).Select(week => week < sweeps - Math.Max(1, sweeps / 3)
            ? new StripCell(StripState.Works, "compatible", $"#{week}")
            : new StripCell(StripState.Fails, "regressed", $"#{week}"))])]);
}
