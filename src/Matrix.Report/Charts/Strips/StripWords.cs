namespace Matrix.Report.Charts.Strips;

/// <summary>A history for those who do not see it.</summary>
internal static class StripWords
{
    public static string Description(Strip strip)
    {
        if (strip.Sweeps.Count == 0 || strip.Rows.Count == 0)
            return "There is no sweep yet.";

        var sweeps = strip.Sweeps.Count == 1
            ? $"One sweep, {strip.Sweeps[0]:yyyy-MM-dd}."
            : $"{strip.Sweeps.Count} sweeps from {strip.Sweeps[0]:yyyy-MM-dd} to {strip.Sweeps[^1]:yyyy-MM-dd}.";
        return $"{sweeps} {string.Join(' ', strip.Rows.Select(Row))}";
    }

    public static NumberTable Numbers(Strip strip) => new(
        strip.Title, "Sweep", [.. strip.Rows.Select(row => row.Name)],
        [.. Enumerable.Range(0, strip.Sweeps.Count).Reverse()
            .Select(sweep => new NumberRow(new NumberCell($"{strip.Sweeps[sweep]:yyyy-MM-dd}"), [.. strip.Rows.Select(row => Cell(row, sweep))]))]);

    private static NumberCell Cell(StripRow row, int sweep) =>
        row.Cells.ElementAtOrDefault(sweep) is { } cell ? new NumberCell(cell.Words, cell.Link) : new NumberCell(Measure.Missing);

    private static string Row(StripRow row)
    {
        var counts = row.Cells.GroupBy(cell => cell?.State ?? StripState.Absent).OrderBy(group => group.Key)
            .Select(group => $"{CellShape.Words(group.Key)} in {group.Count()}");
        var last = row.Cells is [.., { } cell] ? cell.Words : CellShape.Words(StripState.Absent);
        return $"{row.Name}: {string.Join(", ", counts)}; last: {last}.";
    }
}
