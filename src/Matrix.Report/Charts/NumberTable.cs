namespace Matrix.Report.Charts;

/// <summary>What a chart is drawn from, to be read.</summary>
internal sealed record NumberTable(string Title, string FirstColumn, IReadOnlyList<string> Columns, IReadOnlyList<NumberRow> Rows);

internal sealed record NumberRow(NumberCell Name, IReadOnlyList<NumberCell> Cells);

internal sealed record NumberCell(string Text, string? Link = null);
