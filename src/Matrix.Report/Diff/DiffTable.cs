using Matrix.Report.Escaping;
using Spectre.Console;

namespace Matrix.Report.Diff;

/// <summary>The page on a terminal.</summary>
internal static class DiffTable
{
    private static readonly Style Bad = new(Color.Red);

    public static void Print(DiffPage page, IAnsiConsole console)
    {
        Write(console, ["", "began (UTC)", "platforms", "crates", "what"], page.Sides.Select(side => Line(side.Label, side.Start, side.Platforms, side.Crates, side.Source)));
        foreach (var caveat in page.Caveats)
            console.Write(Cell($"warning: {caveat}\n", new Style(Color.Yellow)));

        Title(console, "Works with Cranelift, of the crates that are judged");
        Write(
            console,
            ["", "OLD", "NEW", "judged in both", "OLD of these", "NEW of these"],
            page.Readiness.Select(row => Line(row.Platform, row.Before, row.Now, row.InBoth, row.BothBefore, row.BothNow)));
        PrintIfAny(console, "Circumstances: a change may come from these", ["", "where", "OLD", "NEW"], page.Circumstances.Select(row => Line(row.What, row.Where, row.Before, row.Now)));
        PrintIfAny(console, "What changed", ["", "crates", .. page.Platforms], page.Counts.Select(row => Line([row.Kind, row.Crates, .. row.OnPlatforms])));
        PrintIfAny(console, "Causes: crates stopped, of those judged in both", ["", "cause", "OLD", "NEW"], page.Causes.Rows.Select(row => Line(row.Change, row.Label, row.Before, row.Now)));
        More(console, page.Causes.More);

        foreach (var table in page.Tables)
            Print(table, console);

        console.WriteLine();
        console.Write(Cell($"{page.Conclusion}\n", page.HasRegressions ? Bad : Style.Plain));
    }

    private static void Print(DifferenceTable table, IAnsiConsole console)
    {
        Title(console, table.Title, table.IsRegression ? Bad : (Style?)null);
        Write(console, ["crate", "where", "verdict", "what"], table.Rows.Select(row => Line(row.Crate, row.Where, row.Verdicts, row.What)));
        More(console, table.More);
    }

    private static void PrintIfAny(IAnsiConsole console, string title, IReadOnlyList<string> columns, IEnumerable<string[]> lines)
    {
        string[][] all = [.. lines];
        if (all.Length == 0)
            return;

        Title(console, title);
        Write(console, columns, all);
    }

    private static void Write(IAnsiConsole console, IReadOnlyList<string> columns, IEnumerable<string[]> lines)
    {
        string[][] all = [.. lines];
        int[] used = [.. Enumerable.Range(0, columns.Count).Where(column => all.Any(line => line[column].Length > 0))];
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in used)
            table.AddColumn(new TableColumn(Cell(columns[column])));
        foreach (var line in all)
            table.AddRow(used.Select(column => Cell(line[column])));

        console.Write(table);
    }

    private static void Title(IAnsiConsole console, string title, Style? style = null)
    {
        console.WriteLine();
        console.Write(Cell($"{title}\n", style ?? new Style(decoration: Decoration.Bold)));
    }

    private static void More(IAnsiConsole console, int more)
    {
        if (more > 0)
            console.WriteLine($"  and {more:#,0} more: --all shows them");
    }

    private static string[] Line(params string[] cells) => [.. cells.Select(cell => VisibleText.Of(cell).Replace('\n', ' ').Replace('\t', ' '))];

    private static Text Cell(string text, Style? style = null) => new(VisibleText.Of(text), style);
}
