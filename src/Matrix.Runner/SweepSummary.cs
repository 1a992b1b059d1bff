using System.Collections.Concurrent;
using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.RustcCache;

namespace Matrix.Runner;

/// <summary>What a sweep came to. Filled from several threads.</summary>
internal sealed class SweepSummary(IReadOnlyList<Verdict> earlier)
{
    private readonly ConcurrentDictionary<string, Verdict> verdicts = new(earlier.Select(verdict => KeyValuePair.Create(verdict.Crate, verdict)));

    public IReadOnlyCollection<Verdict> Verdicts => [.. verdicts.Values.OrderBy(verdict => verdict.Crate, StringComparer.Ordinal)];

    /// <summary>Crates per verdict, by the verdict's name.</summary>
    public IReadOnlyDictionary<string, int> Counts =>
        verdicts.Values.CountBy(verdict => verdict.Kind).ToDictionary(pair => WireName.Of(pair.Key), pair => pair.Value);

    public ExitCode ExitCode
    {
        get
        {
            if (verdicts.Values.All(SaysNothing))
                return ExitCode.NothingRan;

            return verdicts.Values.Any(IsUnexpectedRegression) ? ExitCode.Regressed : ExitCode.Ok;
        }
    }

    /// <summary>Names of crates of which one side is said to do what the other does not.</summary>
    public IReadOnlyList<string> Accused =>
        [.. Verdicts.Where(verdict => verdict.Kind is VerdictKind.Regressed or VerdictKind.PartlyBroken or VerdictKind.Improved).Select(verdict => verdict.Crate)];

    public ReuseRecord Reuse(SharedUnits? units) =>
        new(units?.Made ?? 0, units?.Shared ?? 0, verdicts.Values.Count(verdict => verdict.CarriedOver is not null));

    // A sweep in which no leg proved what it tested must not look like one in which all is well.
    private static bool SaysNothing(Verdict verdict) => verdict.Kind is VerdictKind.Skipped or VerdictKind.Inconclusive or VerdictKind.Invalid;

    public bool Has(CrateName crate) => verdicts.ContainsKey(crate.Value);

    public void Add(Verdict verdict) => verdicts[verdict.Crate] = verdict;

    /// <summary>Regressed, and no <c>expect</c> entry expected it.</summary>
    public static bool IsUnexpectedRegression(Verdict verdict) =>
        verdict.Kind is VerdictKind.Regressed or VerdictKind.PartlyBroken && verdict.Expectation?.State != ExpectationState.Met;
}
