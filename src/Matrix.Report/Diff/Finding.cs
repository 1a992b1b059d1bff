using Matrix.Report.History;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Diff;

/// <summary>What a side says of a crate on a platform.</summary>
/// <param name="Causes">Cranelift's, and how many tests fail for each: 0 where a build does. None where it does not fail.</param>
internal sealed record Finding(VerdictKind Verdict, IReadOnlyDictionary<CauseKey, int> Causes)
{
    private static readonly Dictionary<CauseKey, int> NoCauses = [];

    /// <summary>Null: the side only knows how many.</summary>
    public FailingTests? Tests { get; init; }

    /// <summary>Of the crate's source; null: nobody knows.</summary>
    public string? Commit { get; init; }

    /// <summary>What a processor must be able to do to get to what fails, or to traps that no test ran into: one item each.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Needs { get; init; } = [];

    /// <summary>A part fails with LLVM too, and is left out; false also where nobody knows.</summary>
    public bool IsInPart { get; init; }

    public Standing Standing => Verdict.Standing();

    public int TestCount => Causes.Values.Sum();

    /// <summary>Tests may fail too: those that are seen once one of the crate's settings is left out.</summary>
    public bool FailsToBuild => Causes.Values.Contains(0);

    public static Finding Of(Verdict verdict) => Of(verdict.Kind, verdict.Causes.Select(cause => (CauseKey.Of(cause), cause.Tests.Count))) with
    {
        Tests = FailingTests.Of(verdict),
        Commit = verdict.Commit,
        IsInPart = verdict.NotCompared is not null,
        Needs = [.. verdict.Causes.Select(cause => cause.Needs).Concat(verdict.InReach.Select(trap => trap.Needs)).Where(needs => needs.Count > 0)],
    };

    public static Finding Of(VerdictKind verdict, IEnumerable<(CauseKey Cause, int Tests)> causes) => new(verdict, verdict.Standing() != Standing.Fails
        ? NoCauses
        : causes.Where(pair => pair.Cause.Goal is not null).GroupBy(pair => pair.Cause).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Tests)));
}
