using System.Globalization;
using Matrix.Results;
using Matrix.Runner.Rules.Corpus;
using Spectre.Console;

namespace Matrix.Runner.Cli;

/// <summary>What the entries of each class were taken for: one line for each pair of classes that occurs.</summary>
internal static class ConfusionTable
{
    public static Table Of(CorpusScore score)
    {
        var table = new Table { Border = TableBorder.Ascii2 };
        table.AddColumns(
            new TableColumn("labelled"), new TableColumn("taken for"), new TableColumn("entries").RightAligned(),
            new TableColumn("subclass right").RightAligned(), new TableColumn(""));
        var pairs = score.Entries
            .GroupBy(entry => (entry.Entry.Class, Got: WireName.Of(entry.Answer.Class)))
            .OrderBy(pair => pair.Key.Class, StringComparer.Ordinal)
            .ThenByDescending(pair => pair.Count())
            .ThenBy(pair => pair.Key.Got, StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            table.AddRow(
                Markup.Escape(pair.Key.Class),
                pair.Key.Got,
                Number(pair.Count()),
                Number(pair.Count(entry => entry.IsSubclassRight)),
                Remark([.. pair]));
        }

        return table;
    }

    private static string Remark(List<ScoredEntry> pair) =>
        pair.Exists(entry => entry.IsAccused) ? "[red]accused[/]"
        : pair.Exists(entry => entry.IsOfAnotherClass) ? "[red]wrong class[/]"
        : "";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
