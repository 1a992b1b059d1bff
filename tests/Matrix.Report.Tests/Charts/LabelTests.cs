using FsCheck;
using FsCheck.Fluent;
using Matrix.Report.Charts;

namespace Matrix.Report.Tests.Charts;

public sealed class LabelTests
{
    [TestCase("linux x86_64", ExpectedResult = "linux x86_64")]
    [TestCase("a  b\n\tc ", ExpectedResult = "a b c")]
    [TestCase("\u202Eevil", ExpectedResult = "<U+202E>evil")]
    [TestCase("x86_64-unknown-linux-gnu-and-more", ExpectedResult = "x86_64-unknown-li…")]
    public string A_label_is_one_line_that_fits(string text) => Label.Fit(text, 150, 13);

    [Test]
    public void A_letter_is_not_cut_in_two()
    {
        var cut = Label.Fit(string.Concat(Enumerable.Repeat("👩‍🔬", 40)), 100, 13);

        Assert.That(cut, Does.Match("^(👩‍🔬)+…$"));
    }

    [Test]
    public void Accents_cannot_pile_up() => Assert.That(Label.Fit($"a{new string('\u0301', 500)}b", 100, 13), Is.EqualTo("\uFFFDb"));

    [Test]
    public void Any_text_is_cut_to_any_width()
    {
        var cases = from letters in Gen.Elements('a', 'W', ' ', '\u202E', '<', '字', '\uD83D', '\uDE00', '\u0301').ArrayOf()
                    from width in Gen.Choose(20, 300)
                    select (Text: new string(letters), Width: width);

        Prop.ForAll(cases.ToArbitrary(), value => Label.Width(Label.Fit(value.Text, value.Width, 13), 13) <= value.Width + 1e-9)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [TestCase(new[] { 10.0, 50 }, new[] { 10.0, 50 })]
    [TestCase(new[] { 50.0, 50 }, new[] { 40.0, 60 })]
    [TestCase(new[] { 98.0, 97, 96 }, new[] { 100.0, 80, 60 })]
    [TestCase(new[] { 0.0, 1, 50 }, new[] { 0.0, 20, 50 })]
    public void Labels_step_aside_for_each_other(double[] wanted, double[] places) =>
        Assert.That(LabelColumn.Spread(wanted, 20, 0, 100), Is.EqualTo(places));

    [Test]
    public void No_labels_overlap_or_leave_the_plot()
    {
        var cases = from wanted in Gen.Choose(-50, 350).ArrayOf() where wanted.Length <= 15 select wanted;

        Prop.ForAll(cases.ToArbitrary(), wanted =>
        {
            var places = LabelColumn.Spread([.. wanted.Select(place => (double)place)], 20, 0, 300).ToArray();
            var sorted = places.Order().ToArray();
            return places.All(place => place is >= 0 and <= 300) && sorted.Zip(sorted.Skip(1)).All(pair => pair.Second - pair.First >= 20 - 0.11)
                && wanted.Zip(places).OrderBy(pair => pair.First).ThenBy(pair => pair.Second).Select(pair => pair.Second).SequenceEqual(sorted);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }
}
