using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Crates;

namespace Matrix.Runner;

/// <summary>What is to be swept.</summary>
/// <param name="Crates">In the order they are started.</param>
/// <param name="Jobs">Crates at a time.</param>
/// <param name="Finished">Verdicts of an earlier, interrupted start.</param>
internal sealed record SweepRequest(ImmutableArray<CrateEntry> Crates, int Jobs, Circumstances Now, IReadOnlyList<Verdict> Finished)
{
    /// <summary>System packages that some crate wants and this machine does not have.</summary>
    public IReadOnlySet<string> MissingPackages { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>In words; null where the crate is run.</summary>
    public string? SkipReason(CrateEntry crate)
    {
        if (crate.SkippedNow(Now) is { } skip)
            return skip.Reason;

        var missing = crate.Needs.Where(MissingPackages.Contains).ToList();
        return missing.Count == 0 ? null : $"needs system packages that are not installed: apt-get install {string.Join(' ', missing)} ({crate.Position})";
    }
}
