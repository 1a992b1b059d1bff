using Matrix.Report.Charts;

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
    public void Sweeps_that_came_to_the_same_are_one_stretch()
    {
        var html = Drawn.Part("strip", History(3).Draw());

        Assert.That(html, Does.Contain("<title>2024-11-17 to 2024-11-24, linux: compatible in 2 sweeps</title>").And.Contain("<title>2024-12-01, linux: regressed</title>"));
        Assert.That(html, Does.Contain("linux: works in 2, fails in 1; last: regressed."));
    }

    [Test]
    public void The_same_state_in_other_words_is_another_stretch()
    {
        var row = new StripRow("linux", [new StripCell(StripState.Fails, "regressed"), new StripCell(StripState.Fails, "partly-broken")]);

        Assert.That(Stretch.Of(row, 2).Select(stretch => stretch.Words), Is.EqualTo(new[] { "regressed", "partly-broken" }));
    }

    [FsCheck.NUnit.Property]
    public bool Stretches_cover_every_sweep_once_and_no_two_neighbours_are_alike(byte[] states)
    {
        var cells = states.Select(state => (state % 4) switch { 3 => null, var known => new StripCell((StripState)known, $"{known}") });
        var stretches = Stretch.Of(new StripRow("linux", [.. cells]), states.Length);
        return stretches.SelectMany(stretch => Enumerable.Range(stretch.First, stretch.Count)).SequenceEqual(Enumerable.Range(0, states.Length))
            && stretches.Zip(stretches.Skip(1)).All(pair => pair.First.Words != pair.Second.Words);
    }

    [Test]
    public void Ten_years_of_a_crate_that_works_are_small() =>
        Assert.That(Drawn.Part("strip", History(520).Draw()), Has.Length.LessThan(6_000));

    [TestCase(1)]
    [TestCase(20)]
    [TestCase(104)]
    public void Cells_and_dates_lie_within_the_drawing(int sweeps)
    {
        foreach (var (drawing, layout) in History(sweeps).Draw().Sizes.Zip(StripLayout.All))
        {
            var xs = drawing.Boxes.Select(box => Drawn.Points(box.Path)[0].X).ToArray();
            Assert.That(xs, Is.Ordered.And.All.InRange(0, layout.Width - 4));

            var dates = drawing.Dates.Select(date => date.X).Order().ToArray();
            Assert.That(dates.Zip(dates.Skip(1), (left, right) => right - left), Is.All.GreaterThan(Label.Width("30 Nov 2024", layout.FontSize)));
        }
    }

    [Test]
    public void A_sweep_without_the_crate_is_told_from_one_without_an_answer()
    {
        var strip = new Strip("x", "crate", Drawn.Weeks(2), [new StripRow("linux", [null, new StripCell(StripState.Unsaid, "flaky")])]);

        Assert.That(strip.Draw().Sizes[0].Boxes.Select(box => box.Class), Is.EqualTo(new[] { "absent", "unsaid" }));
        Assert.That(strip.Draw().Numbers.Rows.Select(row => row.Cells[^1].Text), Is.EqualTo(new[] { "flaky", "not in the sweep" }));
    }

    [Test]
    public void A_row_may_end_early()
    {
        var strip = new Strip("x", "crate", Drawn.Weeks(3), [new StripRow("linux", [])]);

        Assert.That(strip.Draw().Sizes[0].Boxes.Select(box => box.Class), Is.EqualTo(new[] { "absent" }));
    }

    [Test]
    public void Without_a_sweep_there_is_nothing_but_words() =>
        Assert.That(Drawn.Part("strip", new Strip("x", "crate", [], []).Draw()), Does.Contain("There is no sweep yet.").And.Not.Contain("<svg"));

    private static Strip History(int sweeps) => new(
        "x", "crate", Drawn.Weeks(sweeps),
        [new StripRow("linux", [.. Enumerable.Range(0, sweeps).Select(week => week < sweeps - Math.Max(1, sweeps / 3)
            ? new StripCell(StripState.Works, "compatible")
            : new StripCell(StripState.Fails, "regressed"))])]);
}
