using Matrix.Report.Sweeps;

namespace Matrix.Report.Pages;

/// <summary>What crates are called in links and file names: each crate otherwise, also where a file system takes capitals and small letters for the same.</summary>
internal sealed class CrateSlugs
{
    private const int Longest = 80;

    private readonly Dictionary<string, string> slugs = new(StringComparer.Ordinal);

    public CrateSlugs(IEnumerable<SweptCrate> crates)
    {
        var taken = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var crate in crates)
            slugs.Add(crate.Name, Free(Plain(crate.Name), taken));
    }

    /// <summary>From the top of the site; null for a crate without a verdict.</summary>
    public string? Page(string crate) => slugs.TryGetValue(crate, out var slug) ? $"crates/{slug}.html" : null;

    public string Of(string crate) => slugs[crate];

    /// <summary>A name without what has a meaning in paths, links and HTML.</summary>
    public static string Plain(string name)
    {
        var plain = string.Concat(name.Take(Longest).Select(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' ? character : '.'));
        return plain.Length == 0 || plain[0] == '.' ? $"_{plain}" : plain;
    }

    /// <param name="taken">With the number that is tried next: of many names that come to the same, none tries all before it.</param>
    private static string Free(string slug, Dictionary<string, int> taken)
    {
        var number = taken.GetValueOrDefault(slug);
        var free = slug;
        while (!taken.TryAdd(free, 2))
            free = $"{slug}.{number++}";

        taken[slug] = Math.Max(number, taken[slug]);
        return free;
    }
}
