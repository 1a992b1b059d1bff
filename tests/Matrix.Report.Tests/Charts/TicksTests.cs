using FsCheck;
using FsCheck.Fluent;
using Matrix.Report.Charts;

namespace Matrix.Report.Tests.Charts;

public sealed class TicksTests
{
    private static readonly Gen<double> AnyHighest =
        from digits in Gen.Choose(0, 1_000_000)
        from power in Gen.Choose(-9, 9)
        select digits * Math.Pow(10, power);

    private static readonly Gen<DateOnly> AnyDate = from day in Gen.Choose(0, DateOnly.MaxValue.DayNumber) select DateOnly.FromDayNumber(day);

    private static readonly Gen<(DateOnly First, DateOnly Last)> AnyDates =
        from first in AnyDate
        from days in Gen.OneOf(Gen.Choose(0, 40), Gen.Choose(0, 1000), Gen.Choose(0, 200_000))
        select (first, DateOnly.FromDayNumber(Math.Min(first.DayNumber + days, DateOnly.MaxValue.DayNumber)));

    [TestCase(0, new[] { 0.0, 0.2, 0.4, 0.6, 0.8, 1 })]
    [TestCase(1, new[] { 0.0, 0.2, 0.4, 0.6, 0.8, 1 })]
    [TestCase(83, new[] { 0.0, 20, 40, 60, 80, 100 })]
    [TestCase(0.3, new[] { 0, 0.1, 0.2, 0.3 })]
    [TestCase(2.4, new[] { 0, 0.5, 1, 1.5, 2, 2.5 })]
    public void Ticks_are_numbers_that_people_count_in(double highest, double[] ticks) =>
        Assert.That(Ticks.From0(highest, 6, whole: false), Is.EqualTo(ticks));

    [TestCase(0, new[] { 0.0, 1 })]
    [TestCase(1, new[] { 0.0, 1 })]
    [TestCase(3, new[] { 0.0, 1, 2, 3 })]
    public void Crates_are_not_halved(double highest, double[] ticks) => Assert.That(Ticks.From0(highest, 6, whole: true), Is.EqualTo(ticks));

    [Test]
    public void A_share_goes_to_all_of_it() => Assert.That(Ticks.Of(ValueFormat.Share, 0.2, 6), Is.EqualTo(new[] { 0, 0.25, 0.5, 0.75, 1 }));

    [Test]
    public void Any_ticks_are_few_and_cover_the_values() => Check(
        from highest in AnyHighest from most in Gen.Choose(2, 12) from whole in Gen.Elements(true, false) select (highest, most, whole),
        value =>
        {
            var ticks = Ticks.From0(value.highest, value.most, value.whole);
            return ticks[0] == 0 && ticks[^1] >= value.highest * (1 - 1e-9) && ticks.Count >= 2 && ticks.Count <= value.most;
        });

    [Test]
    public void Any_step_is_1_2_or_5_with_zeros() => Check(
        from highest in AnyHighest from most in Gen.Choose(2, 12) select (highest, most),
        value =>
        {
            var ticks = Ticks.From0(value.highest, value.most, whole: false);
            var mantissa = ticks[1].ToString("E6")[0];
            return mantissa is '1' or '2' or '5' && ticks.Select((tick, index) => Math.Abs(tick - (index * ticks[1]))).Max() <= ticks[1] * 1e-6;
        });

    [TestCase("2026-11-15", "2026-11-15", 8, "15 Nov 2026")]
    [TestCase("2026-11-15", "2027-01-10", 9, "15 Nov 2026|22 Nov|29 Nov|6 Dec|13 Dec|20 Dec|27 Dec|3 Jan 2027|10 Jan")]
    [TestCase("2026-10-04", "2027-03-28", 8, "Nov 2026|Dec|Jan 2027|Feb|Mar")]
    [TestCase("2025-01-05", "2026-11-15", 8, "Apr 2025|Jul|Oct|Jan 2026|Apr|Jul|Oct")]
    [TestCase("2017-01-01", "2026-11-15", 8, "2018|2020|2022|2024|2026")]
    public void Dates_have_the_ticks_of_a_calendar(string first, string last, int most, string ticks)
    {
        var words = DateTicks.Of(DateOnly.Parse(first), DateOnly.Parse(last), most).Select(tick => $"{tick.Label} {tick.Year}".TrimEnd());

        Assert.That(string.Join('|', words), Is.EqualTo(ticks));
    }

    [Test]
    public void Any_dates_have_a_few_ticks_within_them() => Check(
        from dates in AnyDates from most in Gen.Choose(2, 10) select (dates, most),
        value =>
        {
            var ticks = DateTicks.Of(value.dates.First, value.dates.Last, value.most).Select(tick => tick.Date).ToArray();
            return ticks.Length >= 1 && ticks.Length <= value.most && ticks[0] >= value.dates.First && ticks[^1] <= value.dates.Last
                && ticks.SequenceEqual(ticks.Distinct().Order());
        });

    [Test]
    public void The_year_is_told_once() => Check(AnyDates, dates =>
    {
        var years = DateTicks.Of(dates.First, dates.Last, 8).Where(tick => tick.Year.Length > 0).Select(tick => tick.Year).ToArray();
        return years.Length == years.Distinct().Count();
    });

    private static void Check<T>(Gen<T> values, Func<T, bool> holds) =>
        Prop.ForAll(values.ToArbitrary(), value => holds(value)).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
