using System.Diagnostics;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Crates;
using Matrix.Runner.Legs;
using Matrix.Runner.Preparation;
using Matrix.Runner.Verdicts;

namespace Matrix.Runner;

/// <summary>One crate: checkout, both legs, repeats and control legs where something failed, verdict. What was built stays for <see cref="Remove"/>.</summary>
internal sealed class CrateRun(SourcePreparation preparation, LegRun legRun, CrateRunSettings settings)
{
    private readonly LegScheduler scheduler = new(legRun, settings.Slots, settings.MemoryAlone);

    public async Task<CrateResult> ExecuteAsync(CrateEntry crate, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var result = await PrepareAndRunAsync(crate, cancellation);
        return result.After(clock.Elapsed);
    }

    /// <summary>Removes what was built, once the verdict is written down: until then a start that is killed can go on from it.</summary>
    public void Remove(CrateEntry crate) => new CrateWorkspace(crate, settings).Remove();

    private async Task<CrateResult> PrepareAndRunAsync(CrateEntry crate, CancellationToken cancellation)
    {
        var workspace = new CrateWorkspace(crate, settings);
        var prepared = await settings.Slots.TogetherAsync(() => preparation.PrepareAsync(workspace.Preparation, cancellation), cancellation);
        if (prepared is not PreparationOutcome.Ready ready)
            return CrateResult.Unprepared(crate, settings.Candidate, (PreparationOutcome.Failed)prepared);

        var (judgement, legs) = await JudgeAsync(workspace, ready.Source, cancellation);
        return judgement.BaselineFailsToo && crate.WithHistory is { } withHistory && AsksGit.Of(FailedLines(legs[0].Baseline))
            ? await PrepareAndRunAsync(withHistory, cancellation)
            : CrateResult.Of(crate, ready.Source, OurLimits.Weighed(judgement, OurLimits.Of(ready.Source)), legs, (settings.Host, settings.Reach, settings.Candidate));
    }

    private async Task<(Judgement Judgement, IReadOnlyList<CrateComparison> Legs)> JudgeAsync(CrateWorkspace workspace, PreparedSource source, CancellationToken cancellation)
    {
        var run = new ComparisonRun(scheduler, settings, workspace.Sides(source, Workaround.None));
        var legs = await CompareAsync(run, cancellation);
        var judgement = Judge.Decide(legs);
        var workaround = Workarounds.For(legs, judgement);
        if (workaround == Workaround.None)
        {
            run.Keep(legs, judgement);
            return (judgement, [legs]);
        }

        // What one setting of the crate's own breaks hides what lies behind it.
        var second = new ComparisonRun(scheduler, settings, workspace.Sides(source, workaround));
        var behind = await CompareAsync(second, cancellation);
        judgement = judgement.WorkedAround(workaround, Judge.Decide(behind));
        run.Keep(legs, judgement);
        second.Keep(behind, judgement);
        return (judgement, [legs, behind]);
    }

    private static async Task<CrateComparison> CompareAsync(ComparisonRun run, CancellationToken cancellation)
    {
        if (await run.ReuseAsync(cancellation) is { } reused)
            return reused;

        var legs = await run.RunLegsAsync(cancellation);
        legs = await run.RunAsCargoAsync(legs, cancellation);
        legs = await run.RepeatFailuresAsync(legs, cancellation);
        legs = await run.RunControlsAsync(legs, cancellation);
        return await run.RebuildTargetsAsync(legs, cancellation);
    }

    private IEnumerable<string> FailedLines(BackendRuns side)
    {
        var (results, leg) = (ResultsReader.Open(settings.Results.Paths.Root), side.Leg.Result);
        return leg.Phases.Where(phase => !phase.Passed || leg.Unbuilt.Any(target => target.Phase == phase.Phase)).SelectMany(phase => results.LogLines(phase.Log));
    }
}
