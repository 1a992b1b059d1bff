using System.Collections.Concurrent;
using Matrix.Results;
using Matrix.Runner.Legs;
using Matrix.Runner.Reuse;
using Matrix.Runner.Verdicts;

namespace Matrix.Runner;

/// <summary>
/// Both backends on one crate, step by step: <see cref="CrateRun"/> tells in which order. A step takes what is known so far and adds what it ran; it
/// runs nothing where that answers no question.
/// </summary>
/// <param name="on">What the legs are to do.</param>
internal sealed class ComparisonRun(LegScheduler scheduler, CrateRunSettings settings, (LegRequest Baseline, LegRequest Candidate) on)
{
    private readonly ConcurrentDictionary<LegName, FinishedLeg> ran = [];

    /// <summary>
    /// From an earlier sweep; null: it has to be run. What is reused cannot be repeated or controlled, so one side alone is taken only where it
    /// comes to nothing of the kind.
    /// </summary>
    public async Task<CrateComparison?> ReuseAsync(CancellationToken cancellation)
    {
        var (onBaseline, onCandidate) = (settings.Reused?.Find(on.Baseline), settings.Reused?.Find(on.Candidate));
        if (onBaseline is not null && onCandidate is not null)
            return Compared(Keep(onBaseline), Keep(onCandidate));
        if (onBaseline is not null)
            on.Baseline.Baseline.Add(onBaseline.Side.Leg);
        if (onBaseline is { Passed: true } && await PassesAsync(on.Candidate, cancellation) is { } candidatePasses)
            return Compared(Keep(onBaseline), candidatePasses);
        if (onCandidate is { Passed: true } && await PassesAsync(on.Baseline, cancellation) is { } baselinePasses)
            return Compared(baselinePasses, Keep(onCandidate));

        return null;
    }

    /// <summary>The two legs: first of all steps, unless they are reused.</summary>
    public async Task<CrateComparison> RunLegsAsync(CancellationToken cancellation)
    {
        var (baseline, candidate) = settings.LegsAreApart
            ? await settings.Slots.PairAsync(() => RunAsync(on.Baseline, cancellation), () => RunAsync(on.Candidate, cancellation), cancellation)
            : (await RunAsync(on.Baseline, cancellation), await RunAsync(on.Candidate, cancellation));
        return Compared(new BackendRuns(baseline, []), new BackendRuns(candidate, []));
    }

    /// <summary>What fails on both sides may fail for the options that it is run with here: then what comes of cargo's own call counts.</summary>
    public async Task<CrateComparison> RunAsCargoAsync(CrateComparison legs, CancellationToken cancellation)
    {
        var (baseline, candidate) = Ran(legs);
        List<TestId> tests = [.. legs.FailedOnBothSides.Where(test => baseline.HasCompany(test) && candidate.HasCompany(test))];
        return tests.Count == 0 ? legs : legs with
        {
            Baseline = legs.Baseline.With(await RetestAsync(baseline, tests, legs.Baseline.NextAttempt, RunManner.AsCargo, cancellation)),
            Candidate = legs.Candidate.With(await RetestAsync(candidate, tests, legs.Candidate.NextAttempt, RunManner.AsCargo, cancellation)),
        };
    }

    /// <summary>What failed, on both sides: until it counts, or its runs disagree.</summary>
    public async Task<CrateComparison> RepeatFailuresAsync(CrateComparison legs, CancellationToken cancellation)
    {
        var failed = legs.Failed;
        var (baseline, candidate) = Ran(legs);
        legs = legs with
        {
            Baseline = await RepeatAsync(legs.Baseline, baseline, failed, cancellation),
            Candidate = await RepeatAsync(legs.Candidate, candidate, failed, cancellation),
        };
        return await RepeatTogetherAsync(legs, failed, cancellation);
    }

    /// <summary>Tests that only one side passes: what the package's programs print, then with <c>panic=abort</c>.</summary>
    public async Task<CrateComparison> RunControlsAsync(CrateComparison legs, CancellationToken cancellation)
    {
        if (legs.ToControl is not { Count: > 0 } tests)
            return legs;

        legs = await OverhearAsync(legs, legs.ToOverhear(tests), cancellation);
        var (baseline, candidate) = Ran(legs);
        return legs with
        {
            Baseline = legs.Baseline with { Control = await ControlAsync(baseline, tests, legs.Candidate.MannerOf, cancellation) },
            Candidate = legs.Candidate with { Control = await ControlAsync(candidate, tests, legs.Candidate.MannerOf, cancellation) },
        };
    }

    /// <summary>Targets that only one side lacks. Last of all steps: what is built again takes the place of what the others run again.</summary>
    public async Task<CrateComparison> RebuildTargetsAsync(CrateComparison legs, CancellationToken cancellation)
    {
        var (baseline, candidate) = Ran(legs);
        return legs with
        {
            Baseline = await RebuildAsync(legs, legs.Baseline, baseline, cancellation),
            Candidate = await RebuildAsync(legs, legs.Candidate, candidate, cancellation),
        };
    }

    /// <summary>What the crate came to is known: later sweeps may reuse its legs.</summary>
    public void Keep(CrateComparison legs, Judgement judgement)
    {
        settings.Reused?.Keep(on.Baseline, legs.Baseline, judgement.Kind);
        settings.Reused?.Keep(on.Candidate, legs.Candidate, judgement.Kind);
    }

    // What RunLegsAsync put there.
    private static (FinishedLeg Baseline, FinishedLeg Candidate) Ran(CrateComparison legs) => ((FinishedLeg)legs.Baseline.Leg, (FinishedLeg)legs.Candidate.Leg);

    private CrateComparison Compared(BackendRuns baseline, BackendRuns candidate) =>
        new(baseline, candidate) { BaselineName = settings.Backends[0].Title, CandidateName = settings.Backends[1].Title };

    private async Task<BackendRuns?> PassesAsync(LegRequest request, CancellationToken cancellation) =>
        await RunAsync(request, cancellation) is { Result.Outcome: LegOutcome.Passed } leg ? new BackendRuns(leg, []) : null;

    private async Task<BackendRuns> RebuildAsync(CrateComparison legs, BackendRuns side, FinishedLeg leg, CancellationToken cancellation)
    {
        if (side.DidNotBuild || legs.ToRebuild(side) is not { } phase)
            return side;

        for (var builds = 1; builds < settings.Confirmation.Failures && !side.Leg.Result.Unbuilt.Any(target => side.BuiltAgain(target.Id)); builds++)
            side = side.With(await RebuildAsync(leg, phase, side.NextAttempt, cancellation));
        return side;
    }

    private async Task<CrateComparison> OverhearAsync(CrateComparison legs, IReadOnlyList<TestId> tests, CancellationToken cancellation)
    {
        var (baseline, candidate) = Ran(legs);
        return tests.Count == 0 || !baseline.HasPrograms || !candidate.HasPrograms ? legs : legs with
        {
            Baseline = legs.Baseline.With(await OverhearAsync(baseline, tests, legs.Baseline.NextAttempt, cancellation)),
            Candidate = legs.Candidate.With(await OverhearAsync(candidate, tests, legs.Candidate.NextAttempt, cancellation)),
        };
    }

    private async Task<LegEvidence> OverhearAsync(FinishedLeg leg, IReadOnlyList<TestId> tests, int attempt, CancellationToken cancellation) =>
        settings.Resumed.Find(leg, leg.Request.Leg, attempt, tests) ?? Keep(await scheduler.OverhearAsync(leg, tests, attempt, cancellation));

    // What fails among other tests and passes by itself (or the other way round) is asked again among the others.
    private async Task<CrateComparison> RepeatTogetherAsync(CrateComparison legs, IReadOnlyList<TestId> failed, CancellationToken cancellation)
    {
        var (baseline, candidate) = Ran(legs);
        List<TestId> tests =
        [
            .. failed.Where(test => baseline.HasCompany(test) && candidate.HasCompany(test)
                && (legs.Baseline.DependsOnCompany(test) || legs.Candidate.DependsOnCompany(test))),
        ];
        return tests.Count == 0 ? legs : legs with
        {
            Baseline = await RepeatTogetherAsync(legs.Baseline, baseline, tests, cancellation),
            Candidate = await RepeatTogetherAsync(legs.Candidate, candidate, tests, cancellation),
        };
    }

    private async Task<BackendRuns> RepeatTogetherAsync(BackendRuns side, FinishedLeg leg, List<TestId> tests, CancellationToken cancellation)
    {
        for (var runs = 1; runs < settings.Confirmation.Runs && tests.Count > 0; runs++)
        {
            side = side.With(await RetestAsync(leg, tests, side.NextAttempt, RunManner.Together, cancellation));
            tests = [.. tests.Where(test => side.Needs(test, settings.Confirmation))];
        }

        return side;
    }

    private async Task<FinishedLeg> RunAsync(LegRequest request, CancellationToken cancellation)
    {
        if (!ran.TryGetValue(request.Leg, out var leg))
            ran[request.Leg] = leg = Finished(request) ?? Keep(await scheduler.ExecuteAsync(request, cancellation));
        return leg;
    }

    private FinishedLeg? Finished(LegRequest request)
    {
        var leg = settings.Resumed.Find(request);
        if (leg is not null && request.IsBaseline)
            request.Baseline.Add(leg);
        return leg;
    }

    private async Task<BackendRuns> RepeatAsync(BackendRuns side, FinishedLeg leg, IReadOnlyList<TestId> failed, CancellationToken cancellation)
    {
        for (var runs = 1; runs < settings.Confirmation.Runs; runs++)
        {
            var before = side.Repeats.Count;
            side = leg.FailedToBuildAt is { } phase
                ? await RebuildAsync(side, leg, phase, cancellation)
                : await RetestAsync(side, leg, [.. failed.Where(test => leg.CanRepeat(test) && side.Needs(test, settings.Confirmation))], cancellation);
            if (side.Repeats.Count == before)
                break;
        }

        return side;
    }

    private async Task<BackendRuns> RebuildAsync(BackendRuns side, FinishedLeg leg, Phase phase, CancellationToken cancellation) =>
        !side.NeedsBuild(settings.Confirmation) ? side : side.With(await RebuildAsync(leg, phase, side.NextAttempt, cancellation));

    private async Task<LegEvidence> RebuildAsync(FinishedLeg leg, Phase phase, int attempt, CancellationToken cancellation) =>
        settings.Resumed.FindRebuild(leg, attempt) ?? Keep(await scheduler.RebuildAsync(leg.Request, phase, attempt, cancellation));

    // What only cargo's own call tells, that call repeats.
    private async Task<BackendRuns> RetestAsync(BackendRuns side, FinishedLeg leg, IReadOnlyList<TestId> tests, CancellationToken cancellation)
    {
        foreach (var ofOne in tests.GroupBy(side.MannerOf).ToList())
            side = side.With(await RetestAsync(leg, [.. ofOne], side.NextAttempt, ofOne.Key, cancellation));
        return side;
    }

    private async Task<LegEvidence> RetestAsync(
        FinishedLeg leg, IReadOnlyList<TestId> tests, int attempt, RunManner manner, CancellationToken cancellation) =>
        settings.Resumed.Find(leg, leg.Request.Leg, attempt, tests) ?? Keep(await scheduler.RetestAsync(leg, tests, attempt, manner, cancellation));

    // As it fails: what passes by itself anyway would pass there too, and say nothing.
    private async Task<LegEvidence> ControlAsync(FinishedLeg leg, IReadOnlyList<TestId> tests, Func<TestId, RunManner> mannerOf, CancellationToken cancellation) =>
        settings.Resumed.Find(leg, leg.Request.Leg with { Panic = PanicStrategy.Abort }, attempt: 1, tests)
        ?? Keep(await scheduler.ControlAsync(leg, tests, mannerOf, cancellation));

    private BackendRuns Keep(ReusedRuns known)
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
