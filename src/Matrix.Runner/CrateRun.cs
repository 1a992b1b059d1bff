using System.Diagnostics;
using Matrix.Results;
using Matrix.Runner.Classification;
using Matrix.Runner.Crates;
using Matrix.Runner.Legs;

namespace Matrix.Runner;

/// <summary>One crate: checkout, both legs, repeats where something failed, verdict.</summary>
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

        workspace.Remove();
        return result.After(clock.Elapsed);
    }

    private async Task<CrateResult> RunLegsAsync(CrateWorkspace workspace, PreparedSource source, CancellationToken cancellation)
    {
        var legs = await RunBothAsync(workspace, source, withoutLto: false, cancellation);
        var judgement = Judge.Decide(legs);
        if (!judgement.IsBecauseOf(FailureClass.UnsupportedFlag, "lto"))
            return CrateResult.Of(workspace.Crate, source, judgement, [legs], settings.Host);

        // What one setting of the crate's profile breaks hides what lies behind it.
        var behind = await RunBothAsync(workspace, source, withoutLto: true, cancellation);
        return CrateResult.Of(workspace.Crate, source, judgement.WithBehind(Judge.Decide(behind)), [legs, behind], settings.Host);
    }

    private async Task<CrateLegs> RunBothAsync(CrateWorkspace workspace, PreparedSource source, bool withoutLto, CancellationToken cancellation)
    {
        var llvm = await RunAsync(workspace.Leg(source, new LegName(Backend.Llvm, WithoutLto: withoutLto)), cancellation);
        var cranelift = await RunAsync(workspace.Leg(source, new LegName(Backend.Cranelift, WithoutLto: withoutLto)), cancellation);

        // A test that fails anywhere is run again on both sides: LLVM must still pass it, and shows what it prints when it does.
        var failed = llvm.Result.FailedTests.Concat(cranelift.Result.FailedTests).Select(test => test.Id).Distinct().ToList();
        return new CrateLegs(await RepeatAsync(llvm, failed, cancellation), await RepeatAsync(cranelift, failed, cancellation));
    }

    private async Task<FinishedLeg> RunAsync(LegRequest request, CancellationToken cancellation)
    {
        if (settings.Finished.Find(request) is { } earlier)
            return earlier;

        var leg = await legRun.ExecuteAsync(request, cancellation);
        settings.Results.Append(leg.Result);
        return leg;
    }

    private async Task<Side> RepeatAsync(FinishedLeg leg, IReadOnlyList<TestId> failed, CancellationToken cancellation)
    {
        var repeats = new List<FinishedLeg>();
        var again = failed.Where(test => leg.CanRepeat(test)).ToList();
        for (var attempt = 2; attempt <= 1 + settings.Repeats; attempt++)
        {
            if (await RepeatOnceAsync(leg, again, attempt, cancellation) is not { } repeat)
                break;

            settings.Results.Append(repeat.Result);
            repeats.Add(repeat);
        }

        return new Side(leg, repeats);
    }

    private async Task<FinishedLeg?> RepeatOnceAsync(FinishedLeg leg, List<TestId> again, int attempt, CancellationToken cancellation)
    {
        if (leg.FailedToBuildAt is { } phase)
            return leg.Result.Phase(phase)?.Exit is { IsEnvironmental: true } ? null : await legRun.RebuildAsync(leg.Request, phase, attempt, cancellation);

        return again.Count > 0 ? await legRun.RetestAsync(leg, again, attempt, cancellation) : null;
    }
}
