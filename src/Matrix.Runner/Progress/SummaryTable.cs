using System.Globalization;
using Matrix.Results;
using Matrix.Runner.Rules;
using Matrix.Terminal;
using Spectre.Console;

namespace Matrix.Runner.Progress;

/// <summary>The table at the end of a sweep.</summary>
internal static class SummaryTable
{
    private const int WidthOfAFile = 180;

    public static void Print(SweepSummary summary, string directory)
    {
        var console = AnsiConsole.Console;
        if (Console.IsOutputRedirected)
            console.Profile.Width = WidthOfAFile;

        Print(summary, directory, console);
    }

    public static void Print(SweepSummary summary, string directory, IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("crate", "verdict", "cause", "what", "list");
        foreach (var verdict in summary.Verdicts.Where(verdict => verdict.Kind != VerdictKind.Compatible).OrderBy(verdict => verdict.Kind))
        {
            table.AddRow(
                new Text(LineText.Printable(verdict.Crate)),
                new Text(WireName.Of(verdict.Kind)),
                new Text(string.Join('\n', CauseNames.Of(verdict.Causes).Select(name => LineText.Printable(name)))),
                new Text(LineText.Printable(verdict.Reason)),
                new Text(verdict.Expectation is { State: var state } ? WireName.Of(state) : ""));
        }

        if (table.Rows.Count > 0)
            console.Write(table);
        console.WriteLine(Counts(summary));
        console.WriteLine($"results: {directory}");
    }

    private static string Counts(SweepSummary summary)
    {
        var counts = summary.Verdicts.CountBy(verdict => verdict.Kind).OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {WireName.Of(pair.Key)}");
        var unexpected = summary.Verdicts.Count(SweepSummary.IsUnexpectedRegression);
        var carried = summary.Verdicts.Count(verdict => verdict.CarriedOver is not null);
        var unchanged = carried == 0 ? "" : $"; {carried} carried over: nothing of them has changed (--fresh runs all)";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Plural.Count(summary.Verdicts.Count, "crate")}: {string.Join(", ", counts)}; {unexpected} regressed unexpectedly{unchanged}");
    }
}
