using Matrix.Report.History;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Causes;

/// <summary>A crate fails on a platform for one of Cranelift's causes.</summary>
internal sealed record CauseOccurrence(SweptCrate Crate, PlatformResult Result, Cause Cause)
{
    public CauseKey Key { get; } = CauseKey.Of(Cause);

    /// <summary>It is what is left when nothing else explains the failure.</summary>
    public bool IsSuspected => Cause.Confidence == Confidence.Suspected;

    public static IEnumerable<CauseOccurrence> In(Sweep sweep) => sweep.Crates.SelectMany(In);

    public static IEnumerable<CauseOccurrence> In(SweptCrate crate) =>
        from result in crate.Results
        where result.Standing == Standing.Fails
        from cause in result.Verdict.Causes
        let occurrence = new CauseOccurrence(crate, result, cause)
        where occurrence.Key.Goal is not null
        select occurrence;

    /// <summary>What is not Cranelift's counts too, and so does a failure that nobody has a cause for.</summary>
    public static bool FailsForOneThing(SweptCrate crate) => CausesOf(crate) is { Count: 1 };

    /// <summary>The crates among some failures that fail for nothing else anywhere.</summary>
    public static IReadOnlyList<SweptCrate> FailForNothingElse(IEnumerable<CauseOccurrence> failures) =>
        [.. failures.GroupBy(failure => failure.Crate).Where(ofCrate => CausesOf(ofCrate.Key)?.IsSubsetOf(ofCrate.Select(failure => failure.Key)) == true).Select(ofCrate => ofCrate.Key)];

    /// <summary>All that a crate fails for anywhere, Cranelift's or not; null: it fails somewhere for what nobody knows.</summary>
    public static IReadOnlyList<Cause>? AllOf(SweptCrate crate)
    {
        var failing = crate.Results.Where(result => result.Standing == Standing.Fails).Select(result => result.Verdict.Causes).ToList();
        return failing.Exists(causes => causes.Count == 0) ? null : [.. failing.SelectMany(causes => causes)];
    }

    private static HashSet<CauseKey>? CausesOf(SweptCrate crate) => AllOf(crate)?.Select(CauseKey.Of).ToHashSet();

    /// <summary>
    /// A crate that fails for nothing else shows the cause alone; one that fails for something else first does not show it at all. The same from week to
    /// week, though no crate takes the same time twice.
    /// </summary>
    public static CauseOccurrence QuickestToSee(IEnumerable<CauseOccurrence> occurrences) =>
        occurrences
            .OrderByDescending(occurrence => FailsForOneThing(occurrence.Crate))
            .ThenBy(occurrence => occurrence.Cause.Masked)
            .ThenByDescending(occurrence => occurrence.Cause.Confidence == Confidence.Proven)
            .ThenBy(occurrence => Magnitude(occurrence.Result.Verdict.Seconds))
            .ThenBy(occurrence => occurrence.Crate.Name, StringComparer.Ordinal)
            .First();

    // Up to 4 s, 16 s, a minute, and so on.
    private static int Magnitude(double seconds) => (int)(Math.Log2(Math.Max(1, seconds)) / 2);
}
