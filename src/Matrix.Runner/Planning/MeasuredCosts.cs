using System.Runtime.InteropServices;

namespace Matrix.Runner.Planning;

/// <summary>Seconds of crates in the last sweeps. Filled from the newest sweep to the oldest; of each crate the first few stay.</summary>
internal sealed class MeasuredCosts
{
    /// <summary>Of so many sweeps the median counts, so that one bad day does not.</summary>
    public const int Sweeps = 3;

    // By platform and crate, side by side: a list may have a hundred thousand.
    private readonly Dictionary<string, Dictionary<string, Recent>> platforms = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Platforms => platforms.Keys;

    /// <returns>Whether it was not known at all what the crate takes there.</returns>
    public bool Add(string crate, string platform, double seconds)
    {
        if (!(seconds > 0))
            return false;

        ref var ofPlatform = ref CollectionsMarshal.GetValueRefOrAddDefault(platforms, platform, out _);
        ofPlatform ??= new Dictionary<string, Recent>(StringComparer.Ordinal);
        ref var recent = ref CollectionsMarshal.GetValueRefOrAddDefault(ofPlatform, crate, out var isKnown);
        recent = recent.And((float)seconds);
        return !isKnown;
    }

    /// <returns>Null: it was never measured there.</returns>
    public double? Median(string crate, string platform) =>
        platforms.TryGetValue(platform, out var ofPlatform) && ofPlatform.TryGetValue(crate, out var recent) ? recent.Median : null;

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
