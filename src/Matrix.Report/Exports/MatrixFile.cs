using System.Text.Json;
using Matrix.Report.Causes;
using Matrix.Report.History;
using Matrix.Report.Measuring;
using Matrix.Report.Pages;
using Matrix.Report.Rendering;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Exports;

/// <summary>Writes <c>matrix.json</c>, the crates as they come: all of them at once would be more than the rest of the report.</summary>
internal static class MatrixFile
{
    private const int BufferSize = 1 << 16;

    public static string SchemaPath => Path.Combine(AppContext.BaseDirectory, "Exports", "matrix.schema.json");

    public static void Write(string path, ReportFacts facts)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, BufferSize);
        JsonSerializer.Serialize(file, Document(facts), MatrixJson.Default.MatrixDocument);
    }

    private static MatrixDocument Document(ReportFacts facts) => new()
    {
        Generator = PageFrames.Generator,
        Start = facts.Sweep.Start,
        Runs = [.. facts.Sweep.Runs.Select(Run)],
        Missing = Missing(facts.Sweep.Gaps),
        Noise = [.. facts.Sweep.Noise.Select(measure => new NoiseEntry(measure.Platform, measure.Day, measure.Crates, [.. measure.Accused.Select(verdict => verdict.Crate)], measure.Flaky, measure.Inconclusive))],
        Readiness = Tally(facts.History.Present.Overall),
        Platforms = facts.Sweep.Platforms.ToDictionary(platform => platform, platform => Platform(platform, facts)),
        Goals = [.. GoalWords.All.Select(goal => Goal(goal, facts))],
        Causes = [.. facts.Causes.Ranked.Select(cause => Cause(cause, facts.History))],
        Together = [.. facts.Together.Select(set => new FixSetEntry(
            [.. set.Parts.Select(part => new FixPartEntry(part.Name, [.. part.Causes.Select(CauseId.Of)]))], [.. set.Unlocks.Select(crate => crate.Name)], set.UnlockedDownloads))],
        Ledger = [.. facts.Ledger.Select(row => new IntrinsicEntry(row.Intrinsic, row.Package, row.Target, row.Warned, row.Linked, row.Hit, row.Unlocks, row.Crates))],
        Changes = [.. facts.Changes.Select(change => new ChangeEntry(KindOf(change), change.Crate.Name, change.Result.Platform, change.Before?.Start))],
        Sweeps = [.. facts.History.Sweeps.Select(sweep => Sweep(sweep, facts.History))],
        Speed = [.. facts.Speed.Select(speed => new SpeedEntry(speed.Result.Crate, speed.Platform, speed.Result.Rounds.Count, Side(speed.Clean), Side(speed.Rebuild), speed.Result.Failure))],
        Crates = facts.Sweep.Crates.Select(crate => CrateEntries.Of(crate, facts)),
    };

    private static RunEntry Run(SweptRun run) => new(
        run.Platform, run.Manifest.Settings.Shard, run.Manifest.Start, run.Manifest.End, run.Manifest.Toolchain.Rustc, run.Manifest.Toolchain.CommitDate,
        run.Candidate.LibrarySha256 ?? "", run.Candidate.Version, run.Manifest.List.Name, run.Manifest.List.Sha256, run.Manifest.List.Crates.Count,
        run.Manifest.Settings.Isolation);

    private static MissingEntry Missing(Gaps gaps) => new(gaps.Unreadable, gaps.Shards, gaps.WithoutVerdict.ToDictionary(gap => gap.Platform, gap => gap.Crates));

    private static TallyEntry Tally(Tally tally) => new(tally.Works, tally.Fails, tally.Unsaid, tally.Share, tally.WeightedShare);

    private static PlatformEntry Platform(string platform, ReportFacts facts) => new(
        Tally(facts.On(platform)),
        facts.Sweep.Crates.Select(crate => crate.On(platform)).OfType<PlatformResult>().CountBy(result => WireName.Of(result.Verdict.Kind)).ToDictionary());

    private static GoalEntry Goal(Goal goal, ReportFacts facts) => new(
        goal,
        [.. Enum.GetValues<FailureClass>().Where(failure => failure.GoalOf() == goal).Select(WireName.Of)],
        facts.History.Present.Stopped(goal, null),
        facts.Sweep.Platforms.ToDictionary(
            platform => platform,
            platform => new GoalPlatformEntry(facts.History.Stopped(goal, platform)[^1] ?? 0, facts.History.StoppedSince(goal, platform)?.Start)));

    private static CauseEntry Cause(CauseFacts cause, SweepHistory history) => new(
        cause.Id, cause.Key.Class, cause.Key.Subclass, cause.Key.Signature, cause.Key.Goal!.Value, cause.Platforms,
        [.. cause.Crates.Select(crate => crate.Name)], [.. cause.Unlocks.Select(crate => crate.Name)], cause.UnlockedDownloads, cause.Tests,
        new ReproducerEntry(cause.Reproducer.Crate.Name, cause.Reproducer.Platform, cause.Reproducer.Test?.Package, cause.Reproducer.Test?.Target, cause.Reproducer.Test?.Name),
        history.Sweeps.Zip(history.CratesWith(cause.Key)).First(pair => pair.Second > 0).First.Start);

    private static string KindOf(Change change) => change.Kind switch
    {
        ChangeKind.Broke => "broke",
        ChangeKind.Fixed => "fixed",
        ChangeKind.NewAndFails => "new-and-fails",
        ChangeKind.NewAndWorks => "new-and-works",
        _ => throw new ArgumentOutOfRangeException(nameof(change), change.Kind, "a kind without a name"),
    };

    private static SweepEntry Sweep(HistorySweep sweep, SweepHistory history) => new(
        sweep.Start,
        [.. sweep.Sweep.Runs.Select(run => run.Rustc).Distinct()],
        Tally(sweep.Overall),
        history.Platforms.Select(platform => (platform, Tally: history.Tally(sweep, platform))).Where(pair => pair.Tally is not null).ToDictionary(pair => pair.platform, pair => Tally(pair.Tally!)));

    private static SpeedSideEntry? Side(SpeedRecord.Side? side) =>
        side is null ? null : new SpeedSideEntry(side.Baseline, side.Candidate, side.Ratio.Median, side.Ratio.Least, side.Ratio.Most);
}
