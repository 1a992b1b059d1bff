using System.Runtime.InteropServices;

namespace Matrix.Runner.Planning;

/// <summary>Seconds of crates in the last sweeps. Filled from the newest sweep to the oldest; of each crate the first few stay.</summary>
internal sealed class MeasuredCosts
{
    /// <summary>Of so many sweeps the median counts, so that one bad day does not.</summary>
    public const int Sweeps = 3;

    // A row a crate, a column a platform: a name is looked up once for all platforms, and a list may have a hundred thousand.
    private readonly Dictionary<string, int> rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Recent>> columns = new(StringComparer.Ordinal);

    /// <returns>Where <see cref="Add"/> puts what the crate takes.</returns>
    public int Row(string crate)
    {
        ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(rows, crate, out var isKnown);
        return isKnown ? row : row = rows.Count - 1;
    }

    /// <returns>Whether it was not known at all what the crate takes there.</returns>
    public bool Add(int row, string platform, double seconds)
    {
        if (!((float)seconds > 0))
            return false;

        ref var column = ref CollectionsMarshal.GetValueRefOrAddDefault(columns, platform, out _);
        column ??= [];
        while (column.Count <= row)
            column.Add(default);

        ref var recent = ref CollectionsMarshal.AsSpan(column)[row];
        var isKnown = recent.First > 0;
        recent = recent.And((float)seconds);
        return !isKnown;
    }

    /// <summary>For each platform what each of the crates takes there; 0: it was never measured there.</summary>
    public IReadOnlyDictionary<string, double[]> Of(IReadOnlyList<string> crates)
    {
        int[] found = [.. crates.Select(crate => rows.TryGetValue(crate, out var row) ? row : int.MaxValue)];
        return columns.ToDictionary(
            column => column.Key,
            column => Array.ConvertAll(found, row => row < column.Value.Count ? column.Value[row].Median : 0),
            StringComparer.Ordinal);
    }

    /// <summary>The newest first; 0 is none.</summary>
    private readonly record struct Recent(float First, float Second, float Third)
    {
        public double Median =>
            Second == 0 ? First
            : Third == 0 ? (First + Second) / 2
            : Math.Max(Math.Min(First, Second), Math.Min(Math.Max(First, Second), Third));

        public Recent And(float seconds) =>
            First == 0 ? this with { First = seconds }
            : Second == 0 ? this with { Second = seconds }
            : Third == 0 ? this with { Third = seconds }
            : this;
    }
}
