using System.Collections.Immutable;
using System.Globalization;
using Matrix.Results;
using Matrix.Yaml;

namespace Matrix.Runner.Crates;

/// <summary>Which crates of a list are run, and in which order.</summary>
internal static class Selection
{
    /// <summary>Those expected to take longest come first, so that none of them is left for the end.</summary>
    /// <param name="names">What <c>--crate</c> named; empty: all.</param>
    /// <param name="shard">Null: the whole.</param>
    public static ImmutableArray<CrateEntry> Choose(CratesList list, IReadOnlyCollection<string> names, Shard? shard)
    {
        var ordered = LongestFirst(Named(list, names));
        return shard is null ? ordered : [.. ordered.Where((_, position) => position % shard.Count == shard.Index - 1)];
    }

    /// <summary>The crates of these names, in their order.</summary>
    public static ImmutableArray<CrateEntry> InOrder(CratesList list, IReadOnlyList<string> names)
    {
        var named = names.Count == 0 ? [] : Named(list, names).ToDictionary(crate => crate.Name.Value, StringComparer.Ordinal);
        return [.. names.Distinct(StringComparer.Ordinal).Select(name => named[name])];
    }

    private static ImmutableArray<CrateEntry> Named(CratesList list, IReadOnlyCollection<string> names)
    {
        if (names.Count == 0)
            return list.Crates;

        var wanted = names.ToHashSet(StringComparer.Ordinal);
        var chosen = list.Crates.Where(crate => wanted.Remove(crate.Name.Value)).ToImmutableArray();
        return wanted.Count == 0 ? chosen : throw Unknown(list, names.Where(wanted.Contains).Distinct());
    }

    private static MatrixException Unknown(CratesList list, IEnumerable<string> names)
    {
        var known = list.Crates.Select(crate => crate.Name.Value);
        var file = ShownPath.Of(list.Path);
        var lines = names.Select(name => $"{file}: no crate is named {Quoted.Of(name)}{NearestName.Suggestion(name, known)}");
        return new MatrixException(ExitCode.Usage, string.Join('\n', lines), "give --crate a name from the list, or another list with --list");
    }

    private static ImmutableArray<CrateEntry> LongestFirst(ImmutableArray<CrateEntry> crates)
    {
        var typical = Median.Of(crates.Select(crate => crate.Cost).OfType<double>()) ?? 0;
        return [.. crates.OrderByDescending(crate => crate.Cost ?? typical)];
    }
}

/// <summary>One of the parts that a sweep is divided into; the first is 1.</summary>
internal sealed record Shard(int Index, int Count)
{
    public static Shard Parse(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 2 && Number(parts[0]) is { } index && Number(parts[1]) is { } count && index <= count
            ? new Shard(index, count)
            : throw new MatrixException(
                ExitCode.Usage, $"'{text}' is not a shard", "write the part and the number of parts, like --shard 2/4; the first part is 1");
    }

    public override string ToString() => $"{Index}/{Count}";

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
