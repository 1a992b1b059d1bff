using Matrix.Results;

namespace Matrix.Report.Sweeps;

/// <summary>What an A/A sweep came to on a platform: both sides are LLVM, so whatever it finds is noise of our own.</summary>
/// <param name="Day">On which its runs started.</param>
/// <param name="Crates">That were run.</param>
/// <param name="Accused">Of which it says that one side does what the other does not.</param>
internal sealed record NoiseMeasure(DateOnly Day, string Platform, int Crates, IReadOnlyList<Verdict> Accused, int Flaky, int Inconclusive)
{
    /// <summary>By day and platform; a crate that was run twice counts by its later run.</summary>
    public static IReadOnlyList<NoiseMeasure> Of(IReadOnlyList<SweptRun> runs)
    {
        var platforms = Platforms.InOrder(runs.Select(run => run.Platform)).ToList();
        return
        [
            .. runs
                .GroupBy(run => (Day: DateOnly.FromDateTime(run.Manifest.Start.UtcDateTime), run.Platform))
                .OrderBy(group => group.Key.Day).ThenBy(group => platforms.IndexOf(group.Key.Platform))
                .Select(group => Of(group.Key.Day, group.Key.Platform, group)),
        ];
    }

    private static NoiseMeasure Of(DateOnly day, string platform, IEnumerable<SweptRun> runs)
    {
        Verdict[] verdicts =
        [
            .. runs.OrderBy(run => run.Manifest.LastStart).SelectMany(run => run.Verdicts)
                .GroupBy(verdict => verdict.Crate, StringComparer.Ordinal).Select(ofCrate => ofCrate.Last())
                .OrderBy(verdict => verdict.Crate, StringComparer.Ordinal),
        ];
        return new NoiseMeasure(
            day,
            platform,
            verdicts.Count(verdict => verdict.Kind != VerdictKind.Skipped),
            [.. verdicts.Where(verdict => verdict.Kind is VerdictKind.Regressed or VerdictKind.PartlyBroken or VerdictKind.Improved)],
            verdicts.Count(verdict => verdict.Kind == VerdictKind.Flaky),
            verdicts.Count(verdict => verdict.Kind == VerdictKind.Inconclusive));
    }
}
