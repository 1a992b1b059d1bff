using FsCheck;
using FsCheck.Fluent;
using Matrix.Report.Measuring;

namespace Matrix.Report.Tests.Measuring;

public sealed class SpreadTests
{
    // What numpy.quantile and R's quantile say.
    [TestCase(new[] { 5.0 }, 5, 5, 5, 5, 5)]
    [TestCase(new[] { 9.0, 5 }, 5, 6, 7, 8, 9)]
    [TestCase(new[] { 9.0, 20, 5 }, 5, 7, 9, 14.5, 20)]
    [TestCase(new[] { 4.0, 1, 3, 2 }, 1, 1.75, 2.5, 3.25, 4)]
    [TestCase(new[] { 10.0, 7, 1, 4, 3 }, 1, 3, 4, 7, 10)]
    [TestCase(new[] { 1.0, 2, 3, 4, 5, 6, 7, 8, 9, 100 }, 1, 3.25, 5.5, 7.75, 100)]
    [TestCase(new[] { 2.0, 2, 2 }, 2, 2, 2, 2, 2)]
    public void Numbers_spread_like_this(double[] numbers, double least, double lower, double median, double upper, double most) =>
        Assert.That(Spread.Of(numbers), Is.EqualTo(new Spread(least, lower, median, upper, most, numbers.Length)));

    [Test]
    public void No_numbers_have_no_spread() => Assert.That(Spread.Of([]), Is.Null);

    [Test]
    public void Any_numbers_have_their_quantiles_in_order_and_as_many_below_the_median_as_above() => Prop.ForAll(
        Gen.Choose(-1000, 1000).Select(number => number / 8.0).NonEmptyListOf().ToArbitrary(),
        numbers =>
        {
            var spread = Spread.Of(numbers)!;
            Assert.That(new[] { spread.Least, spread.Lower, spread.Median, spread.Upper, spread.Most }, Is.Ordered);
            Assert.That((spread.Least, spread.Most, spread.Count), Is.EqualTo((numbers.Min(), numbers.Max(), numbers.Count)));
            Assert.That(numbers.Count(number => number < spread.Median), Is.LessThanOrEqualTo(numbers.Count / 2));
            Assert.That(numbers.Count(number => number > spread.Median), Is.LessThanOrEqualTo(numbers.Count / 2));
            Assert.That(numbers.Count(number => number < spread.Lower), Is.LessThanOrEqualTo(Math.Ceiling((numbers.Count - 1) / 4.0)));
            Assert.That(numbers.Count(number => number > spread.Upper), Is.LessThanOrEqualTo(Math.Ceiling((numbers.Count - 1) / 4.0)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
