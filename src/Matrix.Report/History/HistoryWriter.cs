using Matrix.Report.Sweeps;
using Matrix.Results.History;

namespace Matrix.Report.History;

/// <summary>A sweep as it is kept in the history: which verdict each crate got for which causes, and no more.</summary>
internal sealed class HistoryWriter
{
    private readonly Sweep sweep;
    private readonly Dictionary<CauseKey, int> causes = [];
    private readonly List<PastCause> past = [];

    public HistoryWriter(Sweep sweep)
    {
        this.sweep = sweep;
        foreach (var cause in sweep.Crates.SelectMany(crate => crate.Results).SelectMany(result => result.Verdict.Causes))
        {
            if (causes.TryAdd(CauseKey.Of(cause), causes.Count))
                past.Add(CauseKey.Of(cause).Past with { Needs = cause.Needs.Count == 0 ? null : cause.Needs });
        }
    }

    public PastSweep Sweep => new()
    {
        Start = sweep.Start,
        Candidate = sweep.Candidate.Name,
        Runs = [.. sweep.Runs.SelectMany(Runs)],
        Causes = past,
        Crates = sweep.Crates.Count,
    };

    public IEnumerable<PastCrate> Crates => sweep.Crates.Select(Crate);

    private PastCrate Crate(SweptCrate crate) => new()
    {
        Crate = crate.Name,
        Downloads = crate.Downloads,
        Verdicts = crate.Results.ToDictionary(result => result.Platform, result => result.Verdict.Kind),
        Failures =
        [
            .. crate.Results.SelectMany(result => result.Verdict.Causes
                .GroupBy(CauseKey.Of)
                .Select(group => new PastFailure(result.Platform, causes[group.Key], group.SelectMany(cause => cause.Tests).Distinct().Count()))),
        ],
        Seconds = crate.Results.Where(result => result.Verdict is { Seconds: > 0, CarriedOver: null }).ToDictionary(result => result.Platform, result => Math.Round(result.Verdict.Seconds, 1)),
    };

    // What was merged is remembered as the runs that it was, so that it counts once, merged or not.
    private static IEnumerable<PastRun> Runs(SweptRun run) => run.Manifest.Parts.Count == 0
        ? [Run(run)]
        : run.Manifest.Parts.Select(part => Run(run) with { Shard = part.Shard, Start = part.Start, End = part.End, Selected = part.Crates });

    private static PastRun Run(SweptRun run) => new()
    {
        Platform = run.Platform,
        Shard = run.Manifest.Settings.Shard,
        Start = run.Manifest.Start,
        End = run.Manifest.End,
        Rustc = run.Manifest.Toolchain.Rustc,
        CommitDate = run.Manifest.Toolchain.CommitDate,
        BackendSha256 = run.Candidate.LibrarySha256 ?? "",
        CraneliftVersion = run.Candidate.Version,
        TargetFeatures = run.Manifest.Platform.TargetFeatures,
        CatchUnwindCatches = run.Candidate.Probe?.CatchUnwindCatches,
        List = run.Manifest.List.Name,
        ListSha256 = run.Manifest.List.Sha256,
        Selected = run.Manifest.List.Crates.Count,
        ToolVersion = run.Manifest.ToolVersion,
    };
}
