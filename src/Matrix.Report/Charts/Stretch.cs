namespace Matrix.Report.Charts;

/// <summary>Sweeps one after the other in which a crate came to the same: years of sweeps are a few stretches, and those are what a reader looks for.</summary>
/// <param name="First">Place of the first sweep, from 0.</param>
internal sealed record Stretch(int First, int Count, StripState State, string Words)
{
    public int Last => First + Count - 1;

    public static IReadOnlyList<Stretch> Of(StripRow row, int sweeps)
    {
        var stretches = new List<Stretch>();
        for (var sweep = 0; sweep < sweeps; sweep++)
        {
            var cell = row.Cells.ElementAtOrDefault(sweep);
            var (state, words) = (cell?.State ?? StripState.Absent, cell?.Words ?? CellShape.Words(StripState.Absent));
            if (stretches is [.., var last] && last.State == state && last.Words == words)
                stretches[^1] = last with { Count = last.Count + 1 };
            else
                stretches.Add(new Stretch(sweep, 1, state, words));
        }

        return stretches;
    }
}
