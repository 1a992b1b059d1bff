using Matrix.Results;

namespace Matrix.Report.Wording;

/// <summary>For unsupported intrinsics that no test ran into, and for what a processor needs to get to one.</summary>
internal static class TrapWords
{
    private const int MostFeatures = 3;

    /// <summary><c>avx512bw</c>, <c>avx512vnni or avxvnni, and avx512f</c>; empty where nobody knows.</summary>
    public static string Needs(IReadOnlyList<string> needs) =>
        string.Join(", and ", needs.Select(need => need.Replace("|", " or ", StringComparison.Ordinal)));

    /// <summary>What the processors must be able to do on which a crate meets traps that it did not meet here; empty: none.</summary>
    public static string Elsewhere(IEnumerable<TrapInReach> traps) =>
        Words.First([.. traps.Where(trap => !trap.IsHere).Select(trap => Needs(trap.Needs)).Distinct()], MostFeatures);
}
