using Matrix.Results;
using Matrix.Runner.Legs;

namespace Matrix.Runner;

/// <summary>Runs legs beside those of other crates. One that runs out of memory is run again alone, with more, before it counts.</summary>
/// <param name="memoryAlone">As <see cref="CrateRunSettings.MemoryAlone"/>.</param>
internal sealed class LegScheduler(LegRun legRun, JobSlots slots, Func<long, long> memoryAlone)
{
    public async Task<FinishedLeg> ExecuteAsync(LegRequest request, CancellationToken cancellation)
    {
        var leg = await slots.TogetherAsync(() => legRun.ExecuteAsync(request, cancellation), cancellation);
        var more = memoryAlone(request.Limits.MemoryBytes);
        return more > request.Limits.MemoryBytes && RanOutAt(leg.Result) is { } phase
            ? await ExecuteAloneAsync(leg, phase, more, cancellation)
            : leg;
    }

    public Task<FinishedLeg> RebuildAsync(LegRequest request, Phase failed, int attempt, CancellationToken cancellation) =>
        slots.TogetherAsync(() => legRun.RebuildAsync(request, failed, attempt, cancellation), cancellation);

    public Task<FinishedLeg> RetestAsync(
        FinishedLeg first, IReadOnlyCollection<TestId> tests, int attempt, RunManner manner, CancellationToken cancellation) =>
        slots.TogetherAsync(() => legRun.RetestAsync(first, tests, attempt, manner, cancellation), cancellation);

    public Task<FinishedLeg> OverhearAsync(FinishedLeg first, IReadOnlyCollection<TestId> tests, int attempt, CancellationToken cancellation) =>
        slots.TogetherAsync(() => legRun.OverhearAsync(first, tests, attempt, cancellation), cancellation);

    public Task<FinishedLeg> ControlAsync(
        FinishedLeg first, IReadOnlyCollection<TestId> tests, Func<TestId, RunManner> mannerOf, CancellationToken cancellation) =>
        slots.TogetherAsync(() => legRun.ControlAsync(first, tests, mannerOf, cancellation), cancellation);

    private async Task<FinishedLeg> ExecuteAloneAsync(FinishedLeg first, Phase phase, long more, CancellationToken cancellation)
    {
        var limits = first.Request.Limits;
        var request = first.Request with { Limits = limits with { MemoryBytes = more } };
        var leg = await slots.AloneAsync(() => legRun.ExecuteAsync(request, cancellation), cancellation);
        var note = new AloneAfter(phase, limits.MemoryBytes, first.Result.Seconds, more);
        return leg with { Result = leg.Result with { AloneAfter = note } };
    }

    // A test that ran alone has an end of its own; how its executable ended may say something else.
    private static Phase? RanOutAt(LegResult leg) =>
        leg.Phases.FirstOrDefault(phase => phase.Exit is ProcessExit.OutOfMemory)?.Phase
        ?? (leg.FailedTests.Any(test => test.Exit is ProcessExit.OutOfMemory) ? Phase.Test : null);
}
