using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Crates;

namespace Matrix.Runner.Events;

/// <summary>The crates of a sweep that can be measured: their legs came through the build phase with both backends. Pure.</summary>
/// <param name="Others">How many cannot, by the reason in words.</param>
internal sealed record Measurable(ImmutableArray<MeasurableCrate> Crates, ImmutableSortedDictionary<string, int> Others)
{
    public const string WasNotRun = "not run";
    public const string ProvesNothing = "not proven to be built by its backend";

    public static Measurable Of(IEnumerable<CrateEntry> crates, IEnumerable<LegResult> legs)
    {
        var byCrate = legs.GroupBy(leg => leg.Crate).SelectMany(StandingLegs.Of).ToLookup(leg => leg.Crate);
        var each = crates.Select(crate => (Crate: crate, Relaxation: RelaxationOf([.. byCrate[crate.Name.Value]]))).ToList();
        return new Measurable(
            [.. each.Where(one => one.Relaxation is not null).Select(one => new MeasurableCrate(one.Crate, one.Relaxation!.Value))],
            each.Where(one => one.Relaxation is null)
                .CountBy(one => Obstacle([.. byCrate[one.Crate.Name.Value]]))
                .ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>Adds what turned out when they were measured.</summary>
    public ImmutableSortedDictionary<string, int> WithFailures(IEnumerable<SpeedResult> measured) => measured
        .Select(speed => speed.Failure)
        .OfType<string>()
        .Aggregate(Others, (counts, reason) => counts.SetItem(reason, counts.GetValueOrDefault(reason) + 1));

    // As a user builds it, where that goes; else with the setting left out that one side does not get over.
    private static Relaxation? RelaxationOf(ImmutableArray<LegResult> legs) =>
        Enum.GetValues<Relaxation>().Where(relaxation => IsBuilt(legs, Backend.Llvm, relaxation) && IsBuilt(legs, Backend.Cranelift, relaxation))
            .Select(relaxation => (Relaxation?)relaxation)
            .FirstOrDefault();

    private static bool IsBuilt(ImmutableArray<LegResult> legs, Backend backend, Relaxation relaxation)
    {
        var side = legs.Where(leg => leg.Leg == new LegName(backend, Relaxation: relaxation)).ToList();
        return side.Any(leg => leg.Phase(Phase.Build) is { Passed: true }) && side.TrueForAll(leg => leg.Outcome is not LegOutcome.Unusable);
    }

    private static string Obstacle(ImmutableArray<LegResult> legs)
    {
        if (legs.IsEmpty)
            return WasNotRun;

        if (legs.Any(leg => leg.Outcome is LegOutcome.Unusable))
            return ProvesNothing;

        return (IsBuilt(legs, Backend.Llvm, Relaxation.None), IsBuilt(legs, Backend.Cranelift, Relaxation.None)) switch
        {
            (false, false) => "not built with either backend",
            (false, _) => "not built with LLVM",
            _ => "not built with Cranelift",
        };
    }
}

/// <param name="Relaxation">What is left out on both sides.</param>
internal sealed record MeasurableCrate(CrateEntry Entry, Relaxation Relaxation)
{
    public SpeedResult Unmeasured() =>
        new() { Crate = Entry.Name.Value, Relaxation = Relaxation == Relaxation.None ? null : Relaxation };
}
