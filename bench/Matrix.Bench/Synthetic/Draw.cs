namespace Matrix.Bench.Synthetic;

/// <summary>Chance that depends on nothing but what it is drawn for: a crate is the same in every sweep, thread and process.</summary>
internal sealed class Draw
{
    private ulong state;

    private Draw(ulong state) => this.state = state;

    public static Draw For(int seed, string what, string of = "", string on = "", int number = 0)
    {
        var hash = 14695981039346656037UL ^ (uint)seed;
        Mix(ref hash, what);
        Mix(ref hash, of);
        Mix(ref hash, on);
        return new Draw(hash ^ ((ulong)(uint)number << 32));
    }

    /// <summary>From 0, less than 1.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => Share() < probability;

    /// <summary>Around 1: what a measurement is multiplied with.</summary>
    public double Noise() => 0.85 + (0.3 * Share());

    public int Below(int end) => (int)(Next() % (ulong)end);

    public T Of<T>(IReadOnlyList<T> values) => values[Below(values.Count)];

    public string Hex(int digits) =>
        string.Create(digits, this, static (text, draw) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = "0123456789abcdef"[draw.Below(16)];
        });

    // SplitMix64.
    private ulong Next()
    {
        var mixed = state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    // FNV-1a; the end of a text counts, or "ab", "c" would be "a", "bc".
    private static void Mix(ref ulong hash, string text)
    {
        foreach (var character in text)
            hash = (hash ^ character) * 1099511628211;
        hash = (hash ^ 0xFFFF) * 1099511628211;
    }
}
