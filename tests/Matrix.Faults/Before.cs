using Matrix.Results;
using Matrix.Results.Storage;

namespace Matrix.Faults;

/// <summary>What stood in a results directory when a sweep went on: none of it may be done again.</summary>
internal sealed record Before(IReadOnlyList<string> Legs, IReadOnlySet<string> Judged, bool IsPowerOff)
{
    public static Before Of(string directory, bool isPowerOff)
    {
        if (!File.Exists(Path.Combine(directory, ResultsPaths.Manifest)))
            return new Before([], new HashSet<string>(), isPowerOff);

        var results = ResultsReader.Open(directory);
        return new Before([.. results.Legs().Select(Key)], results.Verdicts().Select(verdict => verdict.Crate).ToHashSet(), isPowerOff);
    }

    /// <param name="told">What was run since.</param>
    public IEnumerable<string> Repeated(string directory, string told)
    {
        List<string> now = [.. ResultsReader.Open(directory).Legs().Select(Key)];
        if (!now.Take(Legs.Count).SequenceEqual(Legs))
            yield return $"what was recorded has changed: {string.Join(", ", Legs)} became {string.Join(", ", now)}";

        // What was built before a power-off proves nothing: legs of crates that have no verdict run again.
        foreach (var (leg, times) in now.CountBy(leg => leg).Where(pair => pair.Value > 1 && !IsPowerOff))
            yield return $"{leg} ran {times} times";
        foreach (var crate in Judged)
        {
            if (File.Exists(told) && File.ReadLines(told).Any(line => line.Contains($"/{crate}/", StringComparison.Ordinal)))
                yield return $"{crate} has its verdict, and was run again";
        }
    }

    private static string Key(LegResult leg) => $"{leg.Crate} {leg.Leg} {leg.Attempt}";
}
