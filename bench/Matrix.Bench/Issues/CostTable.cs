using System.Globalization;
using Matrix.Report.Issues;

namespace Matrix.Bench.Issues;

/// <summary>What runs cost, as a table: the first weeks, which fill the repository, the ordinary ones, the one in which nothing changed, and a second run.</summary>
internal sealed class CostTable(TextWriter output)
{
    private const int Name = 30;
    private const int Column = 9;

    public void Write(IssueYear year, YearOptions options)
    {
        RunCost[] filling = [.. year.Weeks.TakeWhile(week => week.Change.Opened >= IssuePolicy.Default.MostNewIssues)];
        RunCost[] ordinary = [.. year.Weeks.Skip(filling.Length).Where(week => week.Week != options.QuietWeek)];
        RunCost[] quiet = [.. year.Weeks.Where(week => week.Week == options.QuietWeek)];
        output.WriteLine($"{"",-Name}{"filling",Column}{"ordinary weeks",3 * Column}{"quiet",Column}{"again",Column}");
        output.WriteLine($"{$"({filling.Length} and {ordinary.Length} weeks)",-Name}{"most",Column}{"least",Column}{"median",Column}{"most",Column}{"",Column}{"most",Column}");
        foreach (var (name, figure) in Rows())
        {
            int[] sorted = [.. ordinary.Select(figure).Order()];
            string[] cells = [Most(filling, figure), At(sorted, 0), At(sorted, sorted.Length / 2), At(sorted, sorted.Length - 1), Most(quiet, figure), Most(year.Again, figure)];
            output.WriteLine(name.PadRight(Name) + string.Concat(cells.Select(cell => cell.PadLeft(Column))));
        }

        if (year.Weeks.FirstOrDefault(week => week.Change.Overviews > 0) is { } first)
            output.WriteLine($"the first issue that sums up was opened in week {first.Week + 1}");
        output.WriteLine();
    }

    private static IEnumerable<(string Name, Func<RunCost, int> Figure)> Rows() =>
    [
        ("reads", run => run.Calls.Reads),
        ("  at most, by the bound", run => run.Bound.Reads),
        ("  answered by 304", run => run.Calls.Unchanged),
        .. Enum.GetValues<CallKind>().Where(kind => kind < CallKind.Open && kind != CallKind.Search).Select(Row),
        ("writes", run => run.Calls.Writes),
        ("  at most, by the bound", run => run.Bound.Writes),
        .. Enum.GetValues<CallKind>().Where(kind => kind >= CallKind.Open).Select(Row),
        ("times that all was listed", run => run.Calls.Lists),
        ("off the hour's limit", run => run.Calls.Counted),
        ("seconds waited for the pace", run => (int)Math.Ceiling(run.Time.TotalSeconds)),
    ];

    private static (string, Func<RunCost, int>) Row(CallKind kind) => ($"  {kind.Words()}", run => run.Calls.Of(kind));

    private static string At(int[] sorted, int index) => sorted.Length == 0 ? "–" : sorted[index].ToString("#,0", CultureInfo.InvariantCulture);

    private static string Most(IReadOnlyCollection<RunCost> runs, Func<RunCost, int> figure) =>
        runs.Count == 0 ? "–" : runs.Max(figure).ToString("#,0", CultureInfo.InvariantCulture);
}
