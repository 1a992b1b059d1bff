using System.Diagnostics;
using Matrix.Results;
using Matrix.Runner.Classification;
using Matrix.Runner.Crates;
using Matrix.Runner.Legs;

namespace Matrix.Runner;

/// <summary>One crate: checkout, both legs, repeats and control legs where something failed, verdict. What was built stays for <see cref="Remove"/>.</summary>
internal sealed class CrateRun(SourcePreparation preparation, LegRun legRun, CrateRunSettings settings)
{
    public async Task<CrateResult> ExecuteAsync(CrateEntry crate, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var workspace = new CrateWorkspace(crate, settings);
        var prepared = await preparation.PrepareAsync(workspace.Preparing(), cancellation);
        var result = prepared is Preparation.Ready ready
            ? await RunLegsAsync(workspace, ready.Source, cancellation)
            : CrateResult.Unprepared(crate, (Preparation.Failed)prepared);

        return result.After(clock.Elapsed);
    }

    /// <summary>Removes what was built, once the verdict is written down: until then a start that is killed can go on from it.</summary>
    public void Remove(CrateEntry crate) => new CrateWorkspace(crate, settings).Remove();

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
        settings.Finished.Find(request) ?? Keep(await legRun.ExecuteAsync(request, cancellation));

    private async Task<Side> RepeatAsync(Side side, FinishedLeg leg, IReadOnlyList<TestId> failed, CancellationToken cancellation)
    {
        for (var attempt = 2; attempt <= settings.Confirmation.Runs; attempt++)
        {
            if (await RepeatOnceAsync(side, leg, failed, attempt, cancellation) is not { } repeat)
                break;

            side = side with { Repeats = [.. side.Repeats, repeat] };
        }

        return side;
    }

    private async Task<LegEvidence?> RepeatOnceAsync(Side side, FinishedLeg leg, IReadOnlyList<TestId> failed, int attempt, CancellationToken cancellation)
    {
        if (leg.FailedToBuildAt is { } phase)
        {
            return !side.NeedsBuild(settings.Confirmation) ? null
                : settings.Finished.FindRebuild(leg, attempt) ?? Keep(await legRun.RebuildAsync(leg.Request, phase, attempt, cancellation));
        }

        var again = failed.Where(test => leg.CanRepeat(test) && side.Needs(test, settings.Confirmation)).ToList();
        return again.Count == 0 ? null
            : settings.Finished.Find(leg, leg.Request.Leg, attempt, again) ?? Keep(await legRun.RetestAsync(leg, again, attempt, cancellation));
    }

    private async Task<CrateLegs> ControlAsync(
        CrateLegs legs, FinishedLeg llvm, FinishedLeg cranelift, IReadOnlyList<TestId> tests, CancellationToken cancellation) => legs with
        {
            Llvm = legs.Llvm with { Control = await ControlAsync(llvm, tests, cancellation) },
            Cranelift = legs.Cranelift with { Control = await ControlAsync(cranelift, tests, cancellation) },
        };

    private async Task<LegEvidence> ControlAsync(FinishedLeg leg, IReadOnlyList<TestId> tests, CancellationToken cancellation) =>
        settings.Finished.Find(leg, leg.Request.Leg with { Panic = PanicStrategy.Abort }, attempt: 1, tests)
        ?? Keep(await legRun.ControlAsync(leg, tests, cancellation));

    private FinishedLeg Keep(FinishedLeg leg)
    {
        settings.Results.Append(leg.Result);
        return leg;
    }
}
