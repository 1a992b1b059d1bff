using System.Runtime.InteropServices;

namespace Matrix.Runner.Planning;

/// <summary>Seconds of crates in the last sweeps. Filled from the newest sweep to the oldest, and full when there are enough.</summary>
/// <param name="crates">Names of the crates that matter.</param>
internal sealed class MeasuredCosts(IReadOnlyList<string> crates)
{
    /// <summary>Of so many sweeps the median counts, so that one bad day does not.</summary>
    public const int Sweeps = 3;

    private readonly Dictionary<string, int> positions = Positions(crates);
    private readonly Dictionary<string, float[]> platforms = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Platforms => platforms.Keys;

    /// <returns>Whether it was not known at all what the crate takes there.</returns>
    public bool Add(string crate, string platform, double seconds)
    {
        if (!positions.TryGetValue(crate, out var position) || !(seconds > 0))
            return false;

        ref var values = ref CollectionsMarshal.GetValueRefOrAddDefault(platforms, platform, out _);
        values ??= new float[positions.Count * Sweeps];
        var free = Of(values, position).IndexOf(0f);
        if (free >= 0)
            Of(values, position)[free] = (float)seconds;

        return free == 0;
    }

    /// <returns>Null: it was never measured there.</returns>
    public double? Median(int crate, string platform)
    {
        if (!platforms.TryGetValue(platform, out var values))
            return null;

        Span<float> sorted = stackalloc float[Sweeps];
        Of(values, crate).CopyTo(sorted);
        var known = sorted.IndexOf(0f) is >= 0 and var count ? count : Sweeps;
        sorted = sorted[..known];
        sorted.Sort();
        return known == 0 ? null : (sorted[(known - 1) / 2] + sorted[known / 2]) / 2;
    }

    private static Span<float> Of(float[] values, int crate) => values.AsSpan(crate * Sweeps, Sweeps);

    private static Dictionary<string, int> Positions(IReadOnlyList<string> crates)
    {
        var positions = new Dictionary<string, int>(crates.Count, StringComparer.Ordinal);
        foreach (var (position, crate) in crates.Index())
            positions[crate] = position;

        return positions;
    }
}
