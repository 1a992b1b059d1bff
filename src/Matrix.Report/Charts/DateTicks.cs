namespace Matrix.Report.Charts;

/// <param name="Label">What tells it from the one before: a day, a month, a year.</param>
/// <param name="Year">Below it, where the year begins to be another; else empty.</param>
internal sealed record DateTick(DateOnly Date, string Label, string Year);

/// <summary>First days of years or months, or every so many days.</summary>
internal static class DateTicks
{
    private static readonly int[] DaySteps = [1, 2, 7, 14];
    private static readonly int[] MonthSteps = [1, 3, 6];
    private static readonly int[] YearSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

    /// <param name="most">How many there may be, at least 2.</param>
    public static IReadOnlyList<DateTick> Of(DateOnly first, DateOnly last, int most)
    {
        var days = last.DayNumber - first.DayNumber;
        foreach (var step in DaySteps.Where(step => days / step <= most))
        {
            if (Days(first, last, step) is var dates && dates.Count <= most)
                return Labelled(dates, "d MMM");
        }

        foreach (var step in MonthSteps.Where(step => days / 31 / step <= most))
        {
            if (Months(first, last, step) is { Count: > 0 } dates && dates.Count <= most)
                return Labelled(dates, "MMM");
        }

        return Years(first, last, most);
    }

    private static List<DateOnly> Days(DateOnly first, DateOnly last, int step)
    {
        // From where the data starts: what is swept each Sunday has its ticks on Sundays.
        return [.. Every(first.DayNumber, last.DayNumber, step).Select(DateOnly.FromDayNumber)];
    }

    private static List<DateOnly> Months(DateOnly first, DateOnly last, int step)
    {
        var start = (MonthNumber(first) + (first.Day > 1 ? 1 : 0) + step - 1) / step * step;
        return [.. Every(start, MonthNumber(last), step).Select(number => new DateOnly((number / 12) + 1, (number % 12) + 1, 1))];
    }

    private static List<DateTick> Years(DateOnly first, DateOnly last, int most)
    {
        var start = first.DayOfYear > 1 ? first.Year + 1 : first.Year;
        foreach (var step in YearSteps)
        {
            var years = Every((start + step - 1) / step * step, last.Year, step).ToArray();
            if (years.Length > 0 && years.Length <= most)
                return [.. years.Select(year => new DateTick(new DateOnly(year, 1, 1), $"{year}", ""))];
        }

        return Labelled([first, last], "d MMM");
    }

    private static List<DateTick> Labelled(IReadOnlyList<DateOnly> dates, string format) =>
        [.. dates.Select((date, index) => new DateTick(date, date.ToString(format), Year(dates, index)))];

    private static string Year(IReadOnlyList<DateOnly> dates, int index) =>
        index > 0 && dates[index - 1].Year == dates[index].Year ? "" : $"{dates[index].Year}";

    private static int MonthNumber(DateOnly date) => ((date.Year - 1) * 12) + date.Month - 1;

    private static IEnumerable<int> Every(int start, int last, int step)
    {
        for (var number = start; number <= last; number += step)
            yield return number;
    }
}

/// <summary>Round numbers from 0 to where all values have room.</summary>
internal static class Ticks
{
    private static readonly double[] Steps = [1, 2, 5, 10];

    public static IReadOnlyList<double> Of(ValueFormat measure, double highest, int most) =>
        measure.IsShare ? Shares(most) : From0(highest, most, measure.IsWhole);

    /// <param name="most">How many there may be.</param>
    /// <returns>The last is not below <paramref name="highest"/>.</returns>
    public static IReadOnlyList<double> From0(double highest, int most, bool whole)
    {
        var end = highest > 0 ? highest : 1;
        var rough = Math.Max(end / (most - 1), whole ? 1 : 0);
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = Steps.Select(factor => factor * power).First(step => step >= rough * (1 - 1e-9));
        var count = (int)Math.Ceiling((end / step) - 1e-9);

        // Of a product as 3 × 0.1 only the first digits are meant.
        return [.. Enumerable.Range(0, count + 1).Select(index => Exact(index * step))];
    }

    private static double[] Shares(int most) => most >= 5 ? [0, 0.25, 0.5, 0.75, 1] : [0, 0.5, 1];

    private static double Exact(double value) => double.Parse(value.ToString("G12"));
}
