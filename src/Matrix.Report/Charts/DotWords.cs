namespace Matrix.Report.Charts;

/// <summary>Ratios for those who do not see them drawn.</summary>
internal static class DotWords
{
    public static string Description(DotPlot plot, DotData data)
    {
        if (data.Ratios.Count == 0)
            return "There are no ratios yet.";

        var (below, above) = (data.Ratios.Count(ratio => ratio.Value < 1), data.Ratios.Count(ratio => ratio.Value > 1));
        var leftOut = plot.Ratios.Count - data.Ratios.Count;
        return $"{Crates(data.Ratios.Count)}: {below:#,0} {plot.Below}, {above:#,0} {plot.Above}. Median {ValueFormat.Ratio(data.Median)}, " +
            $"half of them between {ValueFormat.Ratio(data.LowerQuarter)} and {ValueFormat.Ratio(data.UpperQuarter)}, " +
            $"all between {ValueFormat.Ratio(data.Ratios[0].Value)} and {ValueFormat.Ratio(data.Ratios[^1].Value)}." +
            (leftOut > 0 ? $" {Crates(leftOut)} without a ratio." : "");
    }

    public static NumberTable Numbers(DotPlot plot, DotData data) => new(
        plot.Title, "Crate", [plot.RatioIs],
        [.. data.Ratios.Select(ratio => new NumberRow(new NumberCell(ratio.Name, ratio.Link), [new NumberCell(ValueFormat.Ratio(ratio.Value))]))]);

    public static string Crates(int count) => $"{count:#,0} {(count == 1 ? "crate" : "crates")}";
}
