using System.Diagnostics;
using Matrix.Results;
using Matrix.Runner.Events;
using Matrix.Runner.Legs;
using Matrix.Runner.Legs.Logs;
using Matrix.Runner.Machines;
using Matrix.Runner.Preparation;

namespace Matrix.Runner.Measuring;

/// <summary>One crate: checkout, a look at what each backend builds, then the rounds, each with both backends.</summary>
internal sealed class CrateMeasurement(SourcePreparation preparation, MeasuredBuilds builds, CrateRunSettings settings, ISweepProgress progress)
{
    public async Task<SpeedResult> ExecuteAsync(MeasurableCrate crate, int rounds, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        // Each build makes all it needs itself: that is what is measured.
        var workspace = new CrateWorkspace(crate.Entry, settings with { Units = null }, "measure");
        using var log = new PhaseLog(settings.Results.Paths, ResultsPaths.SpeedLog(crate.Entry.Name.Value));
        var result = crate.Unmeasured(settings.Candidate) with { Start = DateTimeOffset.UtcNow, Jobs = settings.Slots.BuildJobs() };
        result = await preparation.PrepareAsync(workspace.Preparation, log, cancellation) switch
        {
            PreparationOutcome.Ready ready => await MeasureAsync(result, Sides(crate, workspace, ready.Source, log), rounds, cancellation),
            PreparationOutcome.Failed failed => result with { Failure = failed.Reason },
            _ => throw new InvalidOperationException("a preparation of no known kind"),
        };
        workspace.Remove();
        return result with { Seconds = clock.Elapsed.TotalSeconds };
    }

    private MeasuredCrate Sides(MeasurableCrate crate, CrateWorkspace workspace, PreparedSource source, PhaseLog log) => new(
        workspace.Leg(source, new LegName(settings.Baseline, Workaround: crate.Workaround)),
        workspace.Leg(source, new LegName(settings.Candidate, Workaround: crate.Workaround)),
        log,
        new LoadMeter(BusyTime.Read));

    private async Task<SpeedResult> MeasureAsync(SpeedResult result, MeasuredCrate crate, int rounds, CancellationToken cancellation)
    {
        try
        {
            var check = await CheckAsync(crate, cancellation);
            result = result with { Edited = check.Edit?.File };
            for (var round = 1; round <= rounds; round++)
                result = result with { Rounds = [.. result.Rounds, await RoundAsync(crate, check, round, cancellation)] };
        }
        catch (NotMeasuredException error)
        {
            result = result with { Failure = error.Message };
        }

        return result with { OtherLoad = crate.Load.Cores };
    }

    private async Task<CheckedCrate> CheckAsync(MeasuredCrate crate, CancellationToken cancellation)
    {
        var baseline = await CheckAsync(crate.Baseline, crate.Log, cancellation);
        await CheckAsync(crate.Candidate, crate.Log, cancellation);
        if (MeasuredBuilds.CarriesMark(crate.Baseline))
            throw NotMeasuredException.OtherBackend(settings.TitleOf(settings.Baseline));

        var marked = MeasuredBuilds.CarriesMark(crate.Candidate);
        var edit = SourceEdit.Find(baseline.Artifacts, crate.Baseline);
        var works = edit is not null
            && await IsBuiltAgainAsync(edit, crate.Baseline, crate.Log, cancellation)
            && await IsBuiltAgainAsync(edit, crate.Candidate, crate.Log, cancellation);
        return new CheckedCrate(works ? edit : null, marked);
    }

    private async Task<CheckedBuild> CheckAsync(LegRequest request, PhaseLog log, CancellationToken cancellation)
    {
        var backend = request.Leg.Backend;
        progress.Report(new SweepEvent.MeasuredBuildStarted(request.Crate.Name, backend, Round: 0));
        MeasuredBuilds.Empty(request);
        return await builds.CheckAsync(request, log, cancellation) switch
        {
            { Exit: { IsSuccess: false } exit } => throw NotMeasuredException.DoesNotBuild(settings.TitleOf(backend), exit),
            { IsPure: false } or { Units: 0 } => throw NotMeasuredException.OtherBackend(settings.TitleOf(backend)),
            var build => build,
        };
    }

    private async Task<bool> IsBuiltAgainAsync(SourceEdit edit, LegRequest request, PhaseLog log, CancellationToken cancellation) =>
        edit.Make(request, round: 0)
        && await builds.CheckAsync(request, log, cancellation) is { Exit.IsSuccess: true, IsPure: true, Units: > 0 };

    private async Task<SpeedRound> RoundAsync(MeasuredCrate crate, CheckedCrate check, int round, CancellationToken cancellation)
    {
        var seconds = new Dictionary<BackendName, BuildSeconds>();
        var order = Alternation.Of(round, crate.Baseline, crate.Candidate);
        foreach (var request in order)
        {
            progress.Report(new SweepEvent.MeasuredBuildStarted(request.Crate.Name, request.Leg.Backend, round));
            var clean = await BuildAsync(crate, check, request, cancellation);
            seconds[request.Leg.Backend] = new BuildSeconds(clean, await RebuildAsync(crate, check, (request, round), cancellation));
        }

        return new SpeedRound(order[0].Leg.Backend, seconds[crate.Baseline.Leg.Backend], seconds[crate.Candidate.Leg.Backend]);
    }

    private async Task<double> BuildAsync(MeasuredCrate crate, CheckedCrate check, LegRequest request, CancellationToken cancellation)
    {
        MeasuredBuilds.Empty(request);
        await crate.Load.LookAsync(cancellation);
        var built = await builds.TimeAsync(request, crate.Log, cancellation);
        if (!built.Exit.IsSuccess)
            throw NotMeasuredException.DoesNotBuild(settings.TitleOf(request.Leg.Backend), built.Exit);

        return MeasuredBuilds.CarriesMark(request) == (check.IsMarked && !request.IsBaseline)
            ? built.Seconds
            : throw NotMeasuredException.OtherBackend(settings.TitleOf(request.Leg.Backend));
    }

    private async Task<double?> RebuildAsync(MeasuredCrate crate, CheckedCrate check, (LegRequest Request, int Number) round, CancellationToken cancellation)
    {
        if (check.Edit is not { } edit || !edit.Make(round.Request, round.Number))
            return null;

        var built = await builds.TimeAsync(round.Request, crate.Log, cancellation);
        return built is { Exit.IsSuccess: true, HasCompiled: true } ? built.Seconds : null;
    }
}

/// <summary>Which backend goes first: who comes second finds warmer caches, and a hotter processor.</summary>
internal static class Alternation
{
    /// <param name="round">From 1.</param>
    public static IReadOnlyList<T> Of<T>(int round, T baseline, T candidate) => round % 2 == 1 ? [baseline, candidate] : [candidate, baseline];
}

/// <summary>A crate while it is measured: what each side builds, and what is kept of it.</summary>
internal sealed record MeasuredCrate(LegRequest Baseline, LegRequest Candidate, PhaseLog Log, LoadMeter Load);

/// <summary>What the unmeasured builds before the first round showed.</summary>
/// <param name="Edit">What is changed before a rebuild; null where nothing can be changed so that both sides build again.</param>
/// <param name="IsMarked">
/// What Cranelift builds of it carries its mark, so every measured build must. What has no code has none, nor, under macOS, what has no
/// debug information.
/// </param>
internal sealed record CheckedCrate(SourceEdit? Edit, bool IsMarked);

/// <summary>
/// What other processes do on this machine: looked at in the pauses between builds, when all that works is others'. What a build itself
/// takes cannot be told apart from them: the sandbox keeps no account of it.
/// </summary>
/// <param name="busyTime">What all processors have worked so far; null where the system does not say.</param>
internal sealed class LoadMeter(Func<TimeSpan?> busyTime)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private TimeSpan worked;
    private TimeSpan watched;

    /// <summary>How many cores are busy, on average; null where the system does not say.</summary>
    public double? Cores => watched > TimeSpan.Zero ? Math.Round(worked / watched, 2) : null;

    public async Task LookAsync(CancellationToken cancellation)
    {
        var (before, start) = (busyTime(), Stopwatch.GetTimestamp());
        if (before is null)
            return;

        await Task.Delay(Pause, cancellation);
        worked += busyTime() - before ?? TimeSpan.Zero;
        watched += Stopwatch.GetElapsedTime(start);
    }
}
