using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Crates;
using Matrix.Runner.Events;

namespace Matrix.Runner.Measuring;

/// <summary>What each backend takes to build the crates of a sweep: after all else has ended, one crate at a time, with all cores.</summary>
internal sealed class MeasureRun(CrateMeasurement measurement, ResultsWriter results, ISweepProgress progress)
{
    public async Task<SpeedSummary> ExecuteAsync(ImmutableArray<CrateEntry> crates, int rounds, CancellationToken cancellation)
    {
        var swept = ResultsReader.Open(results.Paths.Root);
        var measurable = Measurable.Of(crates, swept.Legs(), swept.Manifest.Backends);
        var measured = swept.Speed().ToDictionary(speed => speed.Crate);
        var left = measurable.Crates.Where(crate => !measured.ContainsKey(crate.Entry.Name.Value)).ToList();
        progress.Report(new SweepEvent.MeasuringStarted(measurable.Crates.Length, measurable.Crates.Length - left.Count, rounds));

        foreach (var crate in left)
            measured[crate.Entry.Name.Value] = Record(crate, await MeasureAsync(crate, rounds, cancellation));

        var summary = SpeedSummary.Of(measurable, [.. measured.Values]);
        progress.Report(new SweepEvent.MeasuringFinished(summary));
        return summary;
    }

    private async Task<SpeedResult> MeasureAsync(MeasurableCrate crate, int rounds, CancellationToken cancellation)
    {
        progress.Report(new SweepEvent.CrateStarted(crate.Entry.Name));
        try
        {
            return await measurement.ExecuteAsync(crate, rounds, cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException && !StorageTrouble.IsOf(error))
        {
            // As in a sweep: one crate's trouble with its own files never stops the others.
            return crate.Unmeasured(results.Manifest.Candidates.First().Name) with { Start = DateTimeOffset.UtcNow, Failure = $"its files could not be handled: {error.Message}" };
        }
    }

    private SpeedResult Record(MeasurableCrate crate, SpeedResult speed)
    {
        results.Append(speed);
        progress.Report(new SweepEvent.CrateMeasured(crate.Entry.Name, speed));
        return speed;
    }
}
