using Matrix.Results;

namespace Matrix.Report.Formatting;

/// <summary>For unsupported intrinsics that no test ran into.</summary>
internal static class TrapWords
{
    private const int MostFeatures = 3;

    /// <summary>What the processors must be able to do on which a crate meets traps that it did not meet here; empty: none.</summary>
    public static string Elsewhere(IEnumerable<TrapInReach> traps) =>
        Words.First([.. traps.Where(trap => !trap.IsHere).Select(trap => ProcessorFeatures.Words(trap.Needs)).Distinct()], MostFeatures);
}
