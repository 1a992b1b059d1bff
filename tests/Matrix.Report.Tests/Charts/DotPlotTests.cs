using FsCheck;
using FsCheck.Fluent;
using Matrix.Report.Charts;

namespace Matrix.Report.Tests.Charts;

public sealed class DotPlotTests
{
    private static readonly Gen<double> AnyRatio = from logarithm in Gen.Choose(-3000, 3000) select Math.Pow(10, logarithm / 1000.0);

    [Test]
    public void No_dots_overlap()
    {
        var cases = from places in Gen.Choose(0, 400).ListOf(80) select places.Order().Select(place => place / 2.0).ToArray();

        Prop.ForAll(cases.ToArbitrary(), xs =>
        {
            var dots = xs.Zip(Swarm.Offsets(xs, 9, double.MaxValue)!).ToArray();
            return !dots.Where((dot, index) => dots.Skip(index + 1).Any(other => Distance(dot, other) < 9 - 1e-6)).Any();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Test]
    public void Any_ratios_lie_in_the_plot()
    {
        Prop.ForAll(AnyRatio.NonEmptyListOf().ToArbitrary(), ratios => Plot(ratios).Draw().Sizes.All(drawing =>
            drawing.Dots.All(dot => dot.X >= drawing.Area.Left && dot.X <= drawing.Area.Right && dot.Y > drawing.Area.Top && dot.Y < drawing.Area.Bottom)
            && drawing.Bars.All(bar => bar.X >= drawing.Area.Left && bar.X + bar.Width <= drawing.Area.Right + 0.1 && bar.Y >= drawing.Area.Top)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Test]
    public void Any_scale_has_1_among_its_few_ticks() =>
        Prop.ForAll((from one in AnyRatio from other in AnyRatio select (one, other)).ToArbitrary(), pair =>
        {
            var ticks = RatioScale.Of(Math.Min(pair.one, pair.other), Math.Max(pair.one, pair.other), 0, 300).Ticks(6);
            return ticks.Contains(0) && ticks.Count is >= 1 and <= 6;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Test]
    public void Half_is_as_far_from_the_same_as_double_is()
    {
        var scale = RatioScale.Of(0.5, 2, 0, 200);

        Assert.That(new[] { scale.X(0.5), scale.X(1), scale.X(2) }, Is.EqualTo(new[] { 0.0, 100, 200 }));
        Assert.That(scale.Ticks(6).Select(RatioScale.Words), Is.EqualTo(new[] { "½×", "1×", "2×" }));
    }

    [Test]
    public void Crates_too_many_for_dots_are_counted_and_none_is_lost()
    {
        var drawing = Plot(Enumerable.Range(1, 2000).Select(number => number / 700.0)).Draw().Sizes[0];

        Assert.That(drawing.Dots, Is.Empty);
        Assert.That(drawing.Bars.Sum(bar => int.Parse(bar.Title.Split(": ")[1].Split(' ')[0])), Is.EqualTo(2000));
        Assert.That(drawing.Bars.Select(bar => bar.Class).Distinct(), Is.EqualTo(new[] { "below", "above" }), "no bar holds both");
    }

    [Test]
    public void Crates_that_are_all_alike_do_not_make_a_tower() =>
        Assert.That(Plot(Enumerable.Repeat(0.7, 300)).Draw().Sizes.Select(drawing => drawing.Area.Height), Is.All.LessThanOrEqualTo(220));

    [Test]
    public void The_middle_is_the_median_and_half_of_the_crates()
    {
        var picture = Plot([0.5, 1, 2, 4, 8]).Draw();

        Assert.That(picture.Sizes[0].Middle.Label, Has.Property("Text").EqualTo("median 2.00×").And.Property("Second").EqualTo("half: 1.00× to 4.00×"));
        Assert.That(picture.Text.Description, Is.EqualTo(
            "5 crates: 1 faster, 3 slower. Median 2.00×, half of them between 1.00× and 4.00×, all between 0.50× and 8.00×."));
    }

    [Test]
    public void What_is_no_ratio_is_left_out_and_said()
    {
        var picture = Plot([0.7, 0, -1, double.NaN, double.PositiveInfinity]).Draw();

        Assert.That(picture.Text.Description, Does.StartWith("1 crate: 1 faster").And.EndWith("4 crates without a ratio."));
        Assert.That(picture.Numbers.Rows, Has.Count.EqualTo(1));
    }

    [Test]
    public void Of_many_dots_the_extremes_come_by_keyboard()
    {
        var dots = Plot(Enumerable.Range(0, 200).Select(number => 0.5 + (number / 100.0))).Draw().Sizes[0].Dots;

        Assert.That(dots.Count(dot => dot.IsFocusable), Is.EqualTo(60));
        Assert.That(dots[0].IsFocusable && dots[^1].IsFocusable && !dots[100].IsFocusable);
    }

    [Test]
    public void A_hostile_name_is_text()
    {
        var html = Drawn.Part("dot-plot", new DotPlot("x", "Title", [new NamedRatio(Drawn.LongName, 0.5, "#x")]).Draw());

        Assert.That(html, Does.Not.Contain("<script").And.Not.Contain("\u202E"));
        Assert.That(html, Does.Contain($"{new string('ß', 200)}: 0.50×</title>"));
    }

    [Test]
    public void Without_a_ratio_there_is_nothing_but_words() =>
        Assert.That(Drawn.Part("dot-plot", Plot([]).Draw()), Does.Contain("There are no ratios yet.").And.Not.Contain("<svg"));

    private static DotPlot Plot(IEnumerable<double> ratios) => new(
        "x", "Title", [.. ratios.Select((ratio, index) => new NamedRatio($"crate-{index}", ratio, "#x"))]);

    private static double Distance((double X, double Y) one, (double X, double Y) other) =>
        Math.Sqrt(((one.X - other.X) * (one.X - other.X)) + ((one.Y - other.Y) * (one.Y - other.Y)));
}
