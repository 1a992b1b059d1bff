using Matrix.Results;

namespace Matrix.Runner.Rules;

/// <summary>Failures of one signature that no rule explains.</summary>
/// <param name="Crates">In which it was seen, in order.</param>
/// <param name="Evidence">Of the first of them.</param>
internal sealed record FailureCluster(string Signature, IReadOnlyList<string> Crates, IReadOnlyList<Evidence> Evidence)
{
    /// <summary>Those in most crates first.</summary>
    public static IReadOnlyList<FailureCluster> In(IEnumerable<Verdict> verdicts) =>
    [
        .. verdicts
            .SelectMany(verdict => verdict.Causes.Where(IsUnexplained).Select(cause => (verdict.Crate, Cause: cause)))
            .GroupBy(pair => pair.Cause.Signature, StringComparer.Ordinal)
            .Select(group => new FailureCluster(
                group.Key, [.. group.Select(pair => pair.Crate).Distinct().Order(StringComparer.Ordinal)], group.First().Cause.Evidence))
            .OrderByDescending(cluster => cluster.Crates.Count).ThenBy(cluster => cluster.Signature, StringComparer.Ordinal),
    ];

    // What is left when no rule holds.
    private static bool IsUnexplained(Cause cause) =>
        cause.Class is FailureClass.Unknown or FailureClass.Crash or FailureClass.WrongResult && cause.Evidence.Count > 0;
}
