using System.Diagnostics;
using Matrix.Results;
using Matrix.Runner.Classification;
using Matrix.Runner.Crates;
using Matrix.Runner.Legs;

namespace Matrix.Runner;

/// <summary>One crate: checkout, both legs, repeats and control legs where something failed, verdict. What was built stays for <see cref="Remove"/>.</summary>
internal sealed class CrateRun(SourcePreparation preparation, LegRun legRun, CrateRunSettings settings)
{
    private readonly LegSeats seats = new(legRun, settings.Share, settings.MemoryAlone);

    public async Task<CrateResult> ExecuteAsync(CrateEntry crate, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var workspace = new CrateWorkspace(crate, settings);
        var prepared = await settings.Share.TogetherAsync(() => preparation.PrepareAsync(workspace.Preparing(), cancellation), cancellation);
        var result = prepared is Preparation.Ready ready
            ? await RunLegsAsync(workspace, ready.Source, cancellation)
            : CrateResult.Unprepared(crate, (Preparation.Failed)prepared);

        return result.After(clock.Elapsed);
    }

    /// <summary>Removes what was built, once the verdict is written down: until then a start that is killed can go on from it.</summary>
    public void Remove(CrateEntry crate) => new CrateWorkspace(crate, settings).Remove();

    private async Task<CrateResult> RunLegsAsync(CrateWorkspace workspace, PreparedSource source, CancellationToken cancellation)
    {
        var comparison = new CrateComparison(seats, settings);
        var legs = await comparison.ExecuteAsync(workspace.Sides(source, Relaxation.None), cancellation);
        var judgement = Judge.Decide(legs);
        var relaxation = Relaxations.For(legs, judgement);
        if (relaxation == Relaxation.None)
            return CrateResult.Of(workspace.Crate, source, comparison.Settle(judgement), [legs], settings.Host);

        // What one setting of the crate's own breaks hides what lies behind it.
        var behind = await comparison.ExecuteAsync(workspace.Sides(source, relaxation), cancellation);
        judgement = judgement.Relaxed(relaxation, Judge.Decide(behind));
        return CrateResult.Of(workspace.Crate, source, comparison.Settle(judgement), [legs, behind], settings.Host);
    }
}
