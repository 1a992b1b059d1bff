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
        var preparing = workspace.Preparing();
        using var log = new PhaseLog(settings.Results.Paths, ResultsPaths.SpeedLog(crate.Entry.Name.Value));
        var result = crate.Unmeasured() with { Start = DateTimeOffset.UtcNow, Jobs = preparing.BuildJobs };
        result = await preparation.PrepareAsync(preparing, log, cancellation) switch
        {
            PreparationOutcome.Ready ready => await MeasureAsync(result, Sides(crate, workspace, ready.Source, log), rounds, cancellation),
            PreparationOutcome.Failed failed => result with { Failure = failed.Reason },
            _ => throw new InvalidOperationException("a preparation of no known kind"),
        };
        workspace.Remove();
        return result with { Seconds = clock.Elapsed.TotalSeconds };
    }

    private static MeasuredCrate Sides(MeasurableCrate crate, CrateWorkspace workspace, PreparedSource source, PhaseLog log) => new(
        workspace.Leg(source, new LegName(Backend.Llvm, Workaround: crate.Workaround)),
        workspace.Leg(source, new LegName(Backend.Cranelift, Workaround: crate.Workaround)),
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
        var llvm = await CheckAsync(crate.Llvm, crate.Log, cancellation);
        await CheckAsync(crate.Cranelift, crate.Log, cancellation);
        if (MeasuredBuilds.CarriesMark(crate.Llvm))
            throw NotMeasuredException.OtherBackend(Backend.Llvm);

        var marked = MeasuredBuilds.CarriesMark(crate.Cranelift);
        var edit = SourceEdit.Find(llvm.Artifacts, crate.Llvm);
        var works = edit is not null
            && await IsBuiltAgainAsync(edit, crate.Llvm, crate.Log, cancellation)
            && await IsBuiltAgainAsync(edit, crate.Cranelift, crate.Log, cancellation);
        return new CheckedCrate(works ? edit : null, marked);
    }

    private async Task<CheckedBuild> CheckAsync(LegRequest request, PhaseLog log, CancellationToken cancellation)
    {
        var backend = request.Leg.Backend;
        progress.Report(new SweepEvent.MeasuredBuildStarted(request.Crate.Name, backend, Round: 0));
        MeasuredBuilds.Empty(request);
        return await builds.CheckAsync(request, log, cancellation) switch
        {
            { Exit: { IsSuccess: false } exit } => throw NotMeasuredException.DoesNotBuild(backend, exit),
            { IsPure: false } or { Units: 0 } => throw NotMeasuredException.OtherBackend(backend),
            var build => build,
        };
    }

    private async Task<bool> IsBuiltAgainAsync(SourceEdit edit, LegRequest request, PhaseLog log, CancellationToken cancellation) =>
        edit.Make(request, round: 0)
        && await builds.CheckAsync(request, log, cancellation) is { Exit.IsSuccess: true, IsPure: true, Units: > 0 };

    private async Task<SpeedRound> RoundAsync(MeasuredCrate crate, CheckedCrate check, int round, CancellationToken cancellation)
    {
        var seconds = new Dictionary<Backend, BuildSeconds>();
        foreach (var backend in Alternation.Of(round))
        {
            progress.Report(new SweepEvent.MeasuredBuildStarted(crate.Llvm.Crate.Name, backend, round));
            var clean = await BuildAsync(crate, check, backend, cancellation);
            seconds[backend] = new BuildSeconds(clean, await RebuildAsync(crate, check, (backend, round), cancellation));
        }

        return new SpeedRound(Alternation.Of(round)[0], seconds[Backend.Llvm], seconds[Backend.Cranelift]);
    }

    private async Task<double> BuildAsync(MeasuredCrate crate, CheckedCrate check, Backend backend, CancellationToken cancellation)
    {
        var request = crate.Of(backend);
        MeasuredBuilds.Empty(request);
        await crate.Load.LookAsync(cancellation);
        var built = await builds.TimeAsync(request, crate.Log, cancellation);
        if (!built.Exit.IsSuccess)
            throw NotMeasuredException.DoesNotBuild(backend, built.Exit);

        return MeasuredBuilds.CarriesMark(request) == (check.IsMarked && backend == Backend.Cranelift)
            ? built.Seconds
            : throw NotMeasuredException.OtherBackend(backend);
    }

    private async Task<double?> RebuildAsync(MeasuredCrate crate, CheckedCrate check, (Backend Backend, int Number) round, CancellationToken cancellation)
    {
        var request = crate.Of(round.Backend);
        if (check.Edit is not { } edit || !edit.Make(request, round.Number))
            return null;

        var built = await builds.TimeAsync(request, crate.Log, cancellation);
        return built is { Exit.IsSuccess: true, HasCompiled: true } ? built.Seconds : null;
    }
}
