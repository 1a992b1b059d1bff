namespace Matrix.Report.Charts;

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

    /// <summary>A row a stretch, the newest first.</summary>
    public static NumberTable Numbers(Strip strip) => new(
        strip.Title, "Where", ["From", "To", "Sweeps", "Came to"],
        [.. strip.Rows.SelectMany(row => Stretch.Of(row, strip.Sweeps.Count).Reverse().Select(stretch => new NumberRow(
            new NumberCell(row.Name),
            [
                new NumberCell($"{strip.Sweeps[stretch.First]:yyyy-MM-dd}"), new NumberCell($"{strip.Sweeps[stretch.Last]:yyyy-MM-dd}"),
                new NumberCell($"{stretch.Count}"), new NumberCell(stretch.Words),
            ])))]);

    public static string Title(Strip strip, string row, Stretch stretch) => stretch.Count == 1
        ? $"{strip.Sweeps[stretch.First]:yyyy-MM-dd}, {row}: {stretch.Words}"
        : $"{strip.Sweeps[stretch.First]:yyyy-MM-dd} to {strip.Sweeps[stretch.Last]:yyyy-MM-dd}, {row}: {stretch.Words} in {stretch.Count} sweeps";

    private static string Row(StripRow row)
    {
        var counts = row.Cells.GroupBy(cell => cell?.State ?? StripState.Absent).OrderBy(group => group.Key)
            .Select(group => $"{CellShape.Words(group.Key)} in {group.Count()}");
        var last = row.Cells is [.., { } cell] ? cell.Words : CellShape.Words(StripState.Absent);
        return $"{row.Name}: {string.Join(", ", counts)}; last: {last}.";
    }
}
