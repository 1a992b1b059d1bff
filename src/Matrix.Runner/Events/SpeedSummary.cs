using Matrix.Results;

namespace Matrix.Runner.Events;

/// <summary>What all crates together say of the build times.</summary>
/// <param name="Measured">In any order; failures included.</param>
/// <param name="Unmeasured">How many crates could not be measured, by the reason in words.</param>
internal sealed record SpeedSummary(IReadOnlyList<SpeedResult> Measured, IReadOnlyDictionary<string, int> Unmeasured)
{
    private const double BusyShare = 0.1;

    /// <summary>Cranelift's time divided by LLVM's, a number for each crate.</summary>
    public IReadOnlyList<double> CleanRatios => [.. Measured.Select(speed => speed.CleanRatio).OfType<double>()];

    public IReadOnlyList<double> RebuildRatios => [.. Measured.Select(speed => speed.RebuildRatio).OfType<double>()];

    /// <summary>While they were measured, more than a tenth of the machine was busy with something else.</summary>
    public IReadOnlyList<SpeedResult> Disturbed => [.. Measured.Where(speed => speed.Failure is null && speed.OtherLoad > BusyShare * speed.Jobs)];

    public static SpeedSummary Of(Measurable measurable, IReadOnlyList<SpeedResult> measured) => new(measured, measurable.WithFailures(measured));
}
