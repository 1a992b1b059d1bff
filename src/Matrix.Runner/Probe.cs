using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Legs;
using Matrix.Runner.Preparation;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner;

/// <summary>
/// Runs the probe crate before anything else, with the very steps of a leg: a sweep that silently tests LLVM twice would look like full
/// compatibility.
/// </summary>
/// <param name="backends">The baseline and the candidate.</param>
internal sealed class Probe(SourcePreparation preparation, LegRun legRun, IReadOnlyList<Backend> backends)
{
    private const string CatchUnwind = "catch_unwind_catches";
    private const string Intrinsic = "unsupported_intrinsic";

    public static CrateEntry Crate(string folder) => new()
    {
        Name = CrateName.Parse("matrix-probe"),
        Source = new CrateSource.Folder(folder),
        Position = folder,
    };

    /// <exception cref="MatrixException">The toolchain does not work: nothing that a sweep found with it would mean anything.</exception>
    /// <returns>What it showed, and the version of the backend that its executables name; null where they name none.</returns>
    public async Task<(ProbeRecord Answers, string? Version)> ExecuteAsync(CrateWorkspace workspace, CancellationToken cancellation)
    {
        var prepared = await preparation.PrepareAsync(workspace.Preparation, cancellation);
        if (prepared is not PreparationOutcome.Ready ready)
            throw DoesNotWork(((PreparationOutcome.Failed)prepared).Reason);

        // Both at once: nobody measures them, and everybody waits for them.
        var both = await Task.WhenAll(
            legRun.ExecuteAsync(workspace.Leg(ready.Source, new LegName(backends[0].Name)), cancellation),
            legRun.ExecuteAsync(workspace.Leg(ready.Source, new LegName(backends[1].Name)), cancellation));
        var (baseline, candidate) = (both[0], both[1]);
        if (baseline.FailedToBuildAt is not null || baseline.Result.Outcome is LegOutcome.Unusable || baseline.Result.Tests.Failed > 0)
            throw DoesNotWork($"with {backends[0].Title} ({backends[0].Position}): {Complaint(baseline)}");
        if (candidate.FailedToBuildAt is not null || candidate.Result.Outcome is LegOutcome.Unusable)
            throw DoesNotWork($"with {backends[1].Title} ({backends[1].Position}): {Complaint(candidate)}");

        var executables = BuiltExecutables.Read(candidate.Targets, [], candidate.Findings.Ledger);
        var version = executables.Select(read => read.Executable.CraneliftVersion).FirstOrDefault(found => found is not null);
        workspace.Remove();
        return (Answers(candidate), version);
    }

    /// <summary>What the tests of the probe crate showed. Pure.</summary>
    internal static ProbeRecord Answers(FinishedLeg leg)
    {
        var caught = leg.Tests.FirstOrDefault(test => test.Name == CatchUnwind)?.Outcome;
        var intrinsic = leg.Tests.FirstOrDefault(test => test.Name == Intrinsic);
        var said = leg.Findings.Observations.FirstOrDefault(seen => seen.Class == FailureClass.SimdIntrinsic && seen.Test == intrinsic?.Id);
        return new ProbeRecord(
            BackendLoads: leg.Tests.Any(test => test is { Name: "runs", Outcome: TestOutcome.Passed }),
            CatchUnwindCatches: caught switch { TestOutcome.Passed => true, TestOutcome.Failed => false, _ => null },
            UnsupportedIntrinsic: intrinsic switch
            {
                null => "not tried on this architecture",
                { Outcome: TestOutcome.Passed } => "supported",
                { Exit: { } exit } => exit.ToString(),
                _ => WireName.Of(intrinsic.Outcome),
            })
        {
            UnsupportedIntrinsicText = said?.Evidence.Text,
        };
    }

    private static string Complaint(FinishedLeg leg) => leg.Result.Outcome is LegOutcome.Unusable unusable
        ? unusable.Reason
        : leg.Findings.Errors.Select(error => error.Evidence.Text)
            .Concat(leg.Result.FailedTests.Select(test => test.Name))
            .FirstOrDefault("it fails");

    private static MatrixException DoesNotWork(string why) => new(
        ExitCode.Environment,
        $"the probe crate does not work with this toolchain: {why}",
        "the logs are in logs/matrix-probe of the results directory; try another toolchain with --toolchain");
}
