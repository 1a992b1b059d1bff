using System.Collections.Concurrent;
using Matrix.Results;
using Matrix.Runner.CarryOver;
using Matrix.Runner.Classification;
using Matrix.Runner.Legs;

namespace Matrix.Runner;

/// <summary>Both sides of one crate: carried over where nothing has changed, else run; what failed is repeated, and controlled where they differ.</summary>
internal sealed class CrateComparison(LegSeats seats, CrateRunSettings settings)
{
    private readonly ConcurrentDictionary<LegName, FinishedLeg> ran = [];
    private readonly List<(LegRequest Request, Side Side)> sides = [];

    public async Task<CrateLegs> ExecuteAsync((LegRequest Llvm, LegRequest Cranelift) on, CancellationToken cancellation)
    {
        var legs = await CarryOverAsync(on, cancellation) ?? await RunAsync(on, cancellation);
        sides.AddRange([(on.Llvm, legs.Llvm), (on.Cranelift, legs.Cranelift)]);
        return legs;
    }

    /// <summary>What the crate came to is known: later sweeps may carry it over.</summary>
    public Judgement Settle(Judgement judgement)
    {
        foreach (var (request, side) in sides)
            settings.Carried?.Keep(request, side, judgement.Kind);
        return judgement;
    }

    // What is carried over cannot be repeated or controlled: one side alone is taken only where it comes to nothing of the kind.
    private async Task<CrateLegs?> CarryOverAsync((LegRequest Llvm, LegRequest Cranelift) on, CancellationToken cancellation)
    {
        var (llvm, cranelift) = (settings.Carried?.Find(on.Llvm), settings.Carried?.Find(on.Cranelift));
        if (llvm is not null && cranelift is not null)
            return new CrateLegs(Keep(llvm), Keep(cranelift));
        if (llvm is { Passed: true } && await PassesAsync(on.Cranelift, cancellation) is { } onCranelift)
            return new CrateLegs(Keep(llvm), onCranelift);
        if (cranelift is { Passed: true } && await PassesAsync(on.Llvm, cancellation) is { } onLlvm)
            return new CrateLegs(onLlvm, Keep(cranelift));

        return null;
    }

    private async Task<Side?> PassesAsync(LegRequest request, CancellationToken cancellation) =>
        await RunAsync(request, cancellation) is { Result.Outcome: LegOutcome.Passed } leg ? new Side(leg, []) : null;

    private async Task<CrateLegs> RunAsync((LegRequest Llvm, LegRequest Cranelift) on, CancellationToken cancellation)
    {
        var (llvm, cranelift) = settings.LegsAreApart
            ? await settings.Share.PairAsync(() => RunAsync(on.Llvm, cancellation), () => RunAsync(on.Cranelift, cancellation), cancellation)
            : (await RunAsync(on.Llvm, cancellation), await RunAsync(on.Cranelift, cancellation));
        var legs = new CrateLegs(new Side(llvm, []), new Side(cranelift, []));
        legs = legs with
        {
            Llvm = await RepeatAsync(legs.Llvm, llvm, legs.Failed, cancellation),
            Cranelift = await RepeatAsync(legs.Cranelift, cranelift, legs.Failed, cancellation),
        };
        return legs.ToControl is { Count: > 0 } tests ? await ControlAsync(legs, llvm, cranelift, tests, cancellation) : legs;
    }

    private async Task<FinishedLeg> RunAsync(LegRequest request, CancellationToken cancellation)
    {
        if (!ran.TryGetValue(request.Leg, out var leg))
            ran[request.Leg] = leg = settings.Finished.Find(request) ?? Keep(await seats.ExecuteAsync(request, cancellation));
        return leg;
    }

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
                : settings.Finished.FindRebuild(leg, attempt) ?? Keep(await seats.RebuildAsync(leg.Request, phase, attempt, cancellation));
        }

        var again = failed.Where(test => leg.CanRepeat(test) && side.Needs(test, settings.Confirmation)).ToList();
        return again.Count == 0 ? null
            : settings.Finished.Find(leg, leg.Request.Leg, attempt, again) ?? Keep(await seats.RetestAsync(leg, again, attempt, cancellation));
    }

    private async Task<CrateLegs> ControlAsync(
        CrateLegs legs, FinishedLeg llvm, FinishedLeg cranelift, IReadOnlyList<TestId> tests, CancellationToken cancellation) => legs with
        {
            Llvm = legs.Llvm with { Control = await ControlAsync(llvm, tests, cancellation) },
            Cranelift = legs.Cranelift with { Control = await ControlAsync(cranelift, tests, cancellation) },
        };

    private async Task<LegEvidence> ControlAsync(FinishedLeg leg, IReadOnlyList<TestId> tests, CancellationToken cancellation) =>
        settings.Finished.Find(leg, leg.Request.Leg with { Panic = PanicStrategy.Abort }, attempt: 1, tests)
        ?? Keep(await seats.ControlAsync(leg, tests, cancellation));

    private Side Keep(CarriedSide known)
    {
        foreach (var line in known.Lines)
            settings.Results.Append(line);
        return known.Side;
    }

    private FinishedLeg Keep(FinishedLeg leg)
    {
        settings.Results.Append(leg.Result);
        return leg;
    }
}
