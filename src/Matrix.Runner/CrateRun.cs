using System.Diagnostics;
using Matrix.Results;
using Matrix.Runner.Classification;
using Matrix.Runner.Crates;
using Matrix.Runner.Legs;

namespace Matrix.Runner;

/// <summary>One crate: checkout, both legs, repeats and control legs where something failed, verdict.</summary>
internal sealed class CrateRun(SourcePreparation preparation, LegRun legRun, CrateRunSettings settings)
{
    private readonly LegTurns turns = new(legRun, settings.Share, settings.MemoryAlone);

    public async Task<CrateResult> ExecuteAsync(CrateEntry crate, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var workspace = new CrateWorkspace(crate, settings);
        var prepared = await settings.Share.TogetherAsync(() => preparation.PrepareAsync(workspace.Preparing(), cancellation), cancellation);
        var result = prepared is Preparation.Ready ready
            ? await RunLegsAsync(workspace, ready.Source, cancellation)
            : CrateResult.Unprepared(crate, (Preparation.Failed)prepared);

        workspace.Remove();
        return result.After(clock.Elapsed);
    }

    private async Task<CrateResult> RunLegsAsync(CrateWorkspace workspace, PreparedSource source, CancellationToken cancellation)
    {
        var legs = await CompareAsync(workspace, source, Relaxation.None, cancellation);
        var judgement = Judge.Decide(legs);
        var relaxation = Relaxations.For(legs, judgement);
        if (relaxation == Relaxation.None)
            return CrateResult.Of(workspace.Crate, source, judgement, [legs], settings.Host);

        // What one setting of the crate's own breaks hides what lies behind it.
        var behind = await CompareAsync(workspace, source, relaxation, cancellation);
        return CrateResult.Of(workspace.Crate, source, judgement.Relaxed(relaxation, Judge.Decide(behind)), [legs, behind], settings.Host);
    }

    private async Task<CrateLegs> CompareAsync(CrateWorkspace workspace, PreparedSource source, Relaxation relaxation, CancellationToken cancellation)
    {
        var llvm = await RunAsync(workspace.Leg(source, new LegName(Backend.Llvm, Relaxation: relaxation)), cancellation);
        var cranelift = await RunAsync(workspace.Leg(source, new LegName(Backend.Cranelift, Relaxation: relaxation)), cancellation);

        var legs = new CrateLegs(new Side(llvm, []), new Side(cranelift, []));
        legs = legs with
        {
            Llvm = await RepeatAsync(legs.Llvm, llvm, legs.Failed, cancellation),
            Cranelift = await RepeatAsync(legs.Cranelift, cranelift, legs.Failed, cancellation),
        };
        return legs.ToControl is { Count: > 0 } tests ? await ControlAsync(legs, llvm, cranelift, tests, cancellation) : legs;
    }

    private async Task<FinishedLeg> RunAsync(LegRequest request, CancellationToken cancellation) =>
        settings.Finished.Find(request) ?? Keep(await turns.ExecuteAsync(request, cancellation));

    private async Task<Side> RepeatAsync(Side side, FinishedLeg leg, IReadOnlyList<TestId> failed, CancellationToken cancellation)
    {
        for (var attempt = 2; attempt <= settings.Confirmation.Runs; attempt++)
        {
            if (await RepeatOnceAsync(side, leg, failed, attempt, cancellation) is not { } repeat)
                break;

            side = side with { Repeats = [.. side.Repeats, Keep(repeat)] };
        }

        return side;
    }

    private async Task<FinishedLeg?> RepeatOnceAsync(Side side, FinishedLeg leg, IReadOnlyList<TestId> failed, int attempt, CancellationToken cancellation)
    {
        if (leg.FailedToBuildAt is { } phase)
            return side.NeedsBuild(settings.Confirmation) ? await turns.RebuildAsync(leg.Request, phase, attempt, cancellation) : null;

        var again = failed.Where(test => leg.CanRepeat(test) && side.Needs(test, settings.Confirmation)).ToList();
        return again.Count > 0 ? await turns.RetestAsync(leg, again, attempt, cancellation) : null;
    }

    private async Task<CrateLegs> ControlAsync(
        CrateLegs legs, FinishedLeg llvm, FinishedLeg cranelift, IReadOnlyList<TestId> tests, CancellationToken cancellation) => legs with
        {
            Llvm = legs.Llvm with { Control = Keep(await turns.ControlAsync(llvm, tests, cancellation)) },
            Cranelift = legs.Cranelift with { Control = Keep(await turns.ControlAsync(cranelift, tests, cancellation)) },
        };

    private FinishedLeg Keep(FinishedLeg leg)
    {
        settings.Results.Append(leg.Result);
        return leg;
    }
}
