using Matrix.Results;

namespace Matrix.Report.Diff;

/// <summary>What the processors of a platform can do on one side and not on the other, as rustc calls it.</summary>
/// <param name="Gone">Only OLD's can.</param>
/// <param name="Added">Only NEW's can.</param>
internal sealed record ProcessorShift(IReadOnlySet<string> Gone, IReadOnlySet<string> Added)
{
    private static readonly ProcessorShift None = new(new HashSet<string>(), new HashSet<string>());

    public bool IsNone => Gone.Count + Added.Count == 0;

    public static ProcessorShift Of(DiffInput before, DiffInput now, string platform) =>
        Common(before, platform) is { } was && Common(now, platform) is { } isNow
            ? new ProcessorShift(was.Except(isNow).ToHashSet(), isNow.Except(was).ToHashSet())
            : None;

    /// <summary>Of what a crate needs to get to what fails or could fail, what only one side's processors can; empty: what changed does not come from that.</summary>
    public IReadOnlyList<string> Of(Finding? before, Finding? now) =>
    [
        .. (before?.Needs ?? []).Concat(now?.Needs ?? []).SelectMany(needs => needs).SelectMany(need => need.Split('|'))
            .Where(feature => Gone.Contains(feature) || Added.Contains(feature))
            .Distinct(),
    ];

    // Shards may have run on several processors: what all of them can is sure.
    private static IReadOnlyList<string>? Common(DiffInput side, string platform) =>
        ProcessorFeatures.Common(side.Runs.Where(run => run.Platform == platform).Select(run => run.TargetFeatures));
}
