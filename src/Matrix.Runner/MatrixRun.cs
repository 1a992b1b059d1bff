using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Crates;
using Matrix.Runner.Events;
using Matrix.Runner.Preparation;

namespace Matrix.Runner;

/// <summary>A sweep: every crate of the selection, as many at a time as there are workers.</summary>
internal sealed class MatrixRun(CrateRun crateRun, ResultsWriter results, JobSlots slots, ISweepProgress progress)
{
    /// <returns>The verdicts of all crates of the selection, those of an earlier start included.</returns>
    public async Task<SweepSummary> ExecuteAsync(SweepRequest request, CancellationToken cancellation)
    {
        var summary = new SweepSummary(request.Finished);
        var left = request.Crates.Where(crate => !summary.Has(crate.Name)).ToList();
        progress.Report(new SweepEvent.Started(request.Crates.Length, request.Crates.Length - left.Count, request.Jobs));

        // A kill may have come between a verdict and this.
        foreach (var crate in request.Crates.Except(left))
            Remove(crate);

        slots.Expect(left.Count, request.Jobs);
        var workers = new ParallelOptions { MaxDegreeOfParallelism = request.Jobs, CancellationToken = cancellation };
        await Parallel.ForEachAsync(left, workers, async (crate, token) =>
            Record(crate, await RunAsync(crate, request, token), summary));

        results.Save(results.Manifest with { End = DateTimeOffset.UtcNow, Counts = summary.Counts });
        progress.Report(new SweepEvent.Finished());
        return summary;
    }

    private async Task<CrateResult> RunAsync(CrateEntry crate, SweepRequest request, CancellationToken cancellation)
    {
        slots.Enter();
        try
        {
            if (request.SkipReason(crate) is { } reason)
                return CrateResult.Skipped(crate, results.Manifest.Candidates.First().Name, reason);

            progress.Report(new SweepEvent.CrateStarted(crate.Name));
            var result = await crateRun.ExecuteAsync(crate, cancellation);
            return result.Expecting(ExpectedVerdicts.Judge(crate, result.Verdict.Kind, result.Verdict.Causes, request.Now));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException && !StorageTrouble.IsOf(error))
        {
            // One crate's trouble with its own files never stops the others.
            return CrateResult.Unprepared(crate, results.Manifest.Candidates.First().Name, new PreparationOutcome.Failed(VerdictKind.Inconclusive, $"its files could not be handled: {error.Message}", null));
        }
        finally
        {
            slots.Leave();
        }
    }

    private void Record(CrateEntry crate, CrateResult result, SweepSummary summary)
    {
        // In this order: a verdict says that all else of the crate is written down.
        results.Append(result.Ledger);
        results.Append(result.Verdict);
        summary.Add(result.Verdict);
        Remove(crate);
        progress.Report(new SweepEvent.CrateFinished(crate.Name, result.Verdict));
    }

    private void Remove(CrateEntry crate)
    {
        try
        {
            crateRun.Remove(crate);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException && !StorageTrouble.IsOf(error))
        {
            // Its verdict stands; what of it cannot be removed, the next start tries again.
        }
    }
}

/// <summary>What is to be swept.</summary>
/// <param name="Crates">In the order they are started.</param>
/// <param name="Jobs">Crates at a time.</param>
/// <param name="Finished">Verdicts of an earlier, interrupted start.</param>
internal sealed record SweepRequest(ImmutableArray<CrateEntry> Crates, int Jobs, Circumstances Now, IReadOnlyList<Verdict> Finished)
{
    /// <summary>System packages that some crate wants and this machine does not have.</summary>
    public IReadOnlySet<string> MissingPackages { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>In words; null where the crate is run.</summary>
    public string? SkipReason(CrateEntry crate)
    {
        if (crate.SkippedNow(Now) is { } skip)
            return skip.Reason;

        var missing = crate.Needs.Where(MissingPackages.Contains).ToList();
        return missing.Count == 0 ? null : $"needs system packages that are not installed: apt-get install {string.Join(' ', missing)} ({crate.Position})";
    }
}
